package io.riffle.job.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.testing.ReadableMetrics;
import io.riffle.schema.Action;
import io.riffle.schema.Candidate;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.Slate;
import io.riffle.schema.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ForesightMetricsTest {

    private final ReadableMetrics metrics = new ReadableMetrics();
    private final ForesightMetrics prequential = new ForesightMetrics(metrics);
    private @Nullable Slate lastSlate;

    /** Shows a and b of the candidates b, c, a. */
    private void clicked(String item, long backbone, long reranker) {
        did(Action.CLICK, item, backbone, reranker);
    }

    private void did(Action action, String item, long backbone, long reranker) {
        List<Candidate> candidates = new ArrayList<>();
        for (String id : List.of("b", "c", "a")) {
            candidates.add(new Candidate(id, 1, new float[0]));
        }
        Slate slate =
                new Slate(
                        "r",
                        1,
                        1,
                        candidates,
                        List.of("a", "b"),
                        List.of(),
                        Map.of(),
                        backbone,
                        reranker,
                        reranker > 0 ? Tier.FULL : Tier.GENERATOR_ONLY,
                        1,
                        1,
                        null,
                        List.of(),
                        0);
        score(slate, action, item);
        lastSlate = slate;
    }

    private void score(Slate slate, Action action, String item) {
        prequential.score(slate, new ClickEvent("e", "u", item, action, 1, null, 0, Map.of()));
    }

    private double full(String name) {
        return metrics.value("tier=FULL.prequential." + name);
    }

    @Test
    void theRankCountsOnTheSlateAndAmongTheCandidates() {
        clicked("b", 1, 1);
        clicked("c", 1, 1);
        clicked("elsewhere", 1, 1);

        assertThat(full("events")).isEqualTo(3);
        assertThat(full("hr_at_10")).isEqualTo(1 / 3.0);
        assertThat(full("ndcg_at_10")).isEqualTo(Math.log(2) / Math.log(3) / 3);
        assertThat(full("mrr")).isEqualTo(.5 / 3);
        assertThat(full("candidate_hr")).isEqualTo(2 / 3.0);
        assertThat(full("candidate_hr_at_10")).isEqualTo(2 / 3.0);
        assertThat(full("candidate_mrr")).isEqualTo((1 + .5) / 3);
        assertThat(metrics.value("tier=GENERATOR_ONLY.prequential.events")).isZero();
    }

    @Test
    void lateClicksOnAnOlderVersionsSlatesDisturbTheNewestOnesNumbersNot() {
        clicked("a", 1, 1);
        clicked("b", 2, 1);
        clicked("elsewhere", 1, 1);
        clicked("elsewhere", 1, 1);
        clicked("b", 2, 1);

        assertThat(full("version")).isEqualTo(2);
        assertThat(full("reranker_version")).isEqualTo(1);
        assertThat(full("events")).isEqualTo(2);
        assertThat(full("hr_at_10")).isEqualTo(1);
        assertThat(full("clicks")).isEqualTo(5);
        assertThat(full("hits")).isEqualTo(3);
        clicked("elsewhere", 2, 2);
        assertThat(full("reranker_version")).isEqualTo(2);
        assertThat(full("hr_at_10")).isZero();
    }

    @Test
    void engagementIsMeasuredApartFromConversion() {
        clicked("a", 1, 1);
        did(Action.LIKE, "elsewhere", 1, 1);
        did(Action.CART, "b", 1, 1);
        did(Action.PURCHASE, "b", 1, 1);
        did(Action.PURCHASE, "elsewhere", 1, 1);

        assertThat(metrics.value("tier=FULL.actions=engagement.prequential.hr_at_10"))
                .isEqualTo(1 / 2.0);
        assertThat(metrics.value("tier=FULL.actions=conversion.prequential.hr_at_10"))
                .isEqualTo(2 / 3.0);
        assertThat(metrics.value("tier=FULL.actions=conversion.prequential.clicks")).isEqualTo(3);
        assertThat(full("clicks")).isEqualTo(5);
    }

    @Test
    void tiersAreKeptApart() {
        clicked("a", 1, 0);
        clicked("elsewhere", 1, 1);

        assertThat(full("hr_at_10")).isZero();
        assertThat(metrics.value("tier=GENERATOR_ONLY.prequential.hr_at_10")).isEqualTo(1);
    }

    @Test
    void onlyTheNewestVersionsAreKept() {
        for (long version = 1; version <= 1_000; version++) {
            clicked("a", version, 1);
        }
        assertThat(full("version")).isEqualTo(1_000);
        assertThat(full("events")).isEqualTo(1);
        assertThat(full("clicks")).isEqualTo(1_000);
    }

    @Test
    void aSlatePastItsDeadlineCountsForWhatWasShownAlone() {
        clicked("c", 1, 1);
        score(Objects.requireNonNull(lastSlate).pastDeadline(), Action.CLICK, "a");

        assertThat(full("hr_at_10")).isEqualTo(.5);
        assertThat(full("candidate_hr")).isEqualTo(1);
        assertThat(full("candidate_mrr")).isEqualTo(.5);
    }
}
