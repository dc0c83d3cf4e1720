package io.riffle.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SlateTest {

    @Test
    void anImpressionMarksItsRankOnce() {
        Slate slate = SlateExamples.slate().seen("a").seen("b").seen("a");

        assertThat(slate.examined()).containsExactly(1, 3);
        assertThat(slate.sample("u1", List.of(), Outcome.CLICKED).examined()).containsExactly(1, 3);
    }

    @Test
    void anImpressionOfWhatWasNotShownSaysNothing() {
        Slate slate = SlateExamples.slate();

        assertThat(slate.seen("elsewhere")).isSameAs(slate);
    }

    @Test
    void whatWasSeenOutlivesLabels() {
        HistoryEvent label = new HistoryEvent("a", 978_300_790_000L, Action.LIKE);
        Slate slate = SlateExamples.slate().seen("x").labelled(label).closedBy(label).emitted();

        assertThat(slate.examined()).containsExactly(2);
    }

    @Test
    void ranksThatNoSlateHasAreRefused() {
        for (List<Integer> ranks : List.of(List.of(0), List.of(4), List.of(2, 2), List.of(2, 1))) {
            TrainingSample sample = SlateExamples.sample();
            assertThatThrownBy(
                            () ->
                                    new TrainingSample(
                                            sample.sampleId(),
                                            sample.recommendationId(),
                                            sample.revision(),
                                            sample.userId(),
                                            sample.requestTime(),
                                            sample.profile(),
                                            sample.history(),
                                            sample.candidates(),
                                            sample.displayed(),
                                            sample.next(),
                                            sample.labels(),
                                            sample.outcome(),
                                            sample.tier(),
                                            sample.backboneVersion(),
                                            sample.rerankerVersion(),
                                            sample.propensities(),
                                            sample.replayed(),
                                            ranks,
                                            sample.asked()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("rank");
        }
    }
}
