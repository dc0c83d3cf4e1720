package io.riffle.lab.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.schema.wire.RawRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A run that was right, and each way in which it can be wrong. */
class AuditTest extends AuditScene {

    @Test
    void aRightRunPasses() {
        AuditReport report = audit();
        assertThat(report.findings()).isEmpty();
        assertThat(report.passed()).isTrue();
        assertThat(List.of(report.clicks(), report.duplicates(), report.broken()))
                .containsExactly(4L, 1L, 1L);
        assertThat(List.of(report.answers(), report.samples(), report.histories()))
                .containsExactly(4L, 3L, 3L);
        assertThat(report).isEqualTo(audit());
    }

    @Test
    void aRepeatIsCountedAndComparedByVersion() {
        answer("ann", 1, "x");
        answer("ann", 1, "y");
        AuditReport report = audit();
        assertThat(report.passed()).isTrue();
        assertThat(List.of(report.repeats(), report.differing())).containsExactly(2L, 1L);
    }

    @Test
    void aClickWithoutAnAnswerIsFound() {
        topic("recommendations").remove(1);
        assertThat(rules()).contains("a click is answered");
    }

    @Test
    void anAnswerToNothingIsFound() {
        answer("bob", 1, "x");
        assertThat(rules()).containsExactly("an answer is of a click that is there");
    }

    @Test
    void aSampleThatIsThereTwiceIsFound() {
        sample("ann", 1, 0, 2, 2);
        assertThat(rules()).containsExactly("a revision of a request is one sample");
    }

    @Test
    void aLostSampleIsFound() {
        topic("training-samples").remove(1);
        assertThat(rules())
                .containsExactly("a click after the user's first is the next of one request");
    }

    @Test
    void aLostRevisionIsFound() {
        sample("ann", 1, 2, 2, 2);
        assertThat(rules()).containsExactly("the revisions of a request have no gap");
    }

    @Test
    void aWrongHistoryIsFound() {
        topic("training-samples").remove(1);
        sample("ann", 1, 0, 1, 2);
        assertThat(rules()).containsExactly("a sample's history is the clicks sent before it");
    }

    @Test
    void aLostAndADoubledDeadLetterAreFound() {
        RawRecord letter = topic("dead-letters").remove(0);
        assertThat(rules()).containsExactly("a broken click becomes a dead letter");
        topic("dead-letters").addAll(List.of(letter, letter));
        assertThat(rules()).containsExactly("a broken click is one dead letter");
    }

    @Test
    void whatCannotBeReadIsCounted() {
        add("recommendations", "nonsense".getBytes(StandardCharsets.UTF_8));
        assertThat(audit().unreadable()).isEqualTo(1);
    }
}
