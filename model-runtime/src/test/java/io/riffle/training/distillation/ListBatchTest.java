package io.riffle.training.distillation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.training.counterfactual.ExaminationCurve;
import io.riffle.training.lists.ListSample;
import io.riffle.training.testing.ShownLists;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What impressions say to the reranker's losses. */
class ListBatchTest {

    /** Five candidates of which four were shown, in first-stage order; the fourth was clicked. */
    private static ListSample list(int clicked) {
        ListSample drawn = ShownLists.draw(1, 5, 3).get(0);
        float[] labels = new float[5];
        labels[clicked] = 1;
        return new ListSample(
                drawn.listId(),
                drawn.userId(),
                drawn.seconds(),
                drawn.profile(),
                drawn.history(),
                drawn.historySeconds(),
                drawn.candidates(),
                drawn.scores(),
                new float[0][],
                labels,
                new int[] {0, 1, 2, 3, -1},
                new float[0]);
    }

    @Test
    void belowTheLastImpressionNothingIsANegative() {
        ListBatch batch = batch(list(0).withExamined(2));

        assertThat(batch.considered_BK).containsExactly(1, 1, 0, 0, 0);
        assertThat(batch.labels_BK).containsExactly(1, 0, 0, 0, 0);
    }

    @Test
    void aClickBelowTheLastImpressionCountsWithWhatWasSeenAbove() {
        ListBatch batch = batch(list(3).withExamined(2));

        assertThat(batch.considered_BK).containsExactly(1, 1, 0, 1, 0);
    }

    @Test
    void whereNobodyTellsAllThatWasShownIsConsidered() {
        assertThat(batch(list(0)).considered_BK).containsExactly(1, 1, 1, 1, 0);
    }

    @Test
    void knownExaminationIsNotCorrectedByTheCurve() {
        assertThat(batch(list(3)).labels_BK[3]).isGreaterThan(1);
        assertThat(batch(list(3).withExamined(4)).labels_BK[3]).isEqualTo(1);
    }

    /** Lower positions are looked at half as often as the first. */
    private static ExaminationCurve falling() {
        ObjectNode state = JsonNodeFactory.instance.objectNode();
        for (int position = 0; position < 4; position++) {
            state.withArray("first").add(200);
            state.withArray("there").add(100);
            state.withArray("mass").add(1000);
        }
        ExaminationCurve curve = new ExaminationCurve(4);
        curve.restore(state);
        return curve;
    }

    private static ListBatch batch(ListSample list) {
        return ListBatch.of(
                List.of(list),
                ShownLists.config(),
                ShownLists.items(),
                RerankerOptions.defaults(7),
                falling(),
                new SplittableRandom(1));
    }
}
