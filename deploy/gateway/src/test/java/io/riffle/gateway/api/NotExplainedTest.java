package io.riffle.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.gateway.problem.Problem;
import io.riffle.gateway.problem.ProblemKind;
import io.riffle.gateway.view.PassedSlates.Passed;
import io.riffle.schema.explain.ExplainStatus;
import io.riffle.schema.explain.Explanation;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** That what is unknown, no longer kept and of nobody are told apart, each with what to do. */
class NotExplainedTest {

    private static final long NOW = 1_790_000_000_000L;
    private static final String KEPT = "The slate (r) must be kept.\nMaybe ask about a newer one.";

    private static Problem unknown(@Nullable Passed passed) {
        Explanation told = Explanation.none("x", "r", "u1", ExplainStatus.UNKNOWN, KEPT);
        return Objects.requireNonNull(NotExplained.of(told, passed, NOW));
    }

    @Test
    void whatPassedIsNotKeptAnyMore() {
        Problem problem = unknown(new Passed("u1", NOW - 31 * 60_000, 10));
        assertThat(problem.kind()).isEqualTo(ProblemKind.NOT_KEPT);
        assertThat(problem).hasMessage(KEPT + " It passed this gateway 31 min ago, with 10 items.");
        assertThat(unknown(new Passed("u1", NOW - 119_000, 10))).hasMessageContaining(" 119 s ago");
        assertThat(unknown(new Passed("u1", NOW - 3 * 3_600_000, 10)))
                .hasMessageContaining(" 3 h ago");
        assertThat(unknown(new Passed("u1", NOW + 5, 0)))
                .hasMessageEndingWith(" 0 s ago, without items: there was nothing to explain.");
    }

    @Test
    void whatNobodySawMayBeMisspelt() {
        Problem problem = unknown(null);
        assertThat(problem.kind()).isEqualTo(ProblemKind.NOT_FOUND);
        assertThat(problem)
                .hasMessageStartingWith(KEPT)
                .hasMessageContaining("the id, or the user");
        assertThat(NotExplained.neverSeen("r").kind()).isEqualTo(ProblemKind.NOT_FOUND);
        assertThat(NotExplained.neverSeen("r"))
                .hasMessageContaining("(r)")
                .hasMessageContaining("?user_id=");
    }

    @Test
    void aGuestsIsNeverKept() {
        assertThat(NotExplained.ofGuest("r").kind()).isEqualTo(ProblemKind.NOT_KEPT);
        assertThat(NotExplained.ofGuest("r")).hasMessageContaining("of a guest nothing is kept");
    }
}
