package io.riffle.training.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.riffle.model.engine.Scalars;
import io.riffle.model.engine.TensorRuntime;
import io.riffle.training.lists.ListSample;
import io.riffle.training.testing.ShownLists;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What a reward of more than one click does to the student's loss. */
class ScoringLossTest {
    private static final int K = 5;

    @Test
    void aListWithAPurchaseTeachesAsFourWithAClickDo() {
        List<ListSample> lists =
                ShownLists.draw(20, K, 3).stream().filter(ListSample::clicked).limit(2).toList();
        ListSample bought = rewarded(lists.get(0), 4);
        ListSample clicked = rewarded(lists.get(1), 1);
        ListSample once = rewarded(lists.get(0), 1);

        assertThat(loss(List.of(bought, clicked)))
                .isCloseTo(loss(List.of(once, once, once, once, clicked)), within(1e-5f));
        assertThat(loss(List.of(bought))).isCloseTo(loss(List.of(once)), within(1e-5f));
    }

    @Test
    void theLogisticLossTeachesAtZeroAndOverflowsNowhere() {
        try (NDManager manager = TensorRuntime.open("cpu").newManager()) {
            NDArray x = manager.create(new float[] {0, 200, -200, 1});
            x.setRequiresGradient(true);
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                collector.backward(Scalars.logSigmoid(x).sum());
            }
            float[] slope = x.getGradient().toFloatArray(); // of log σ: σ(-x)
            assertThat(slope[0]).isCloseTo(.5f, within(1e-6f));
            assertThat(slope[1]).isCloseTo(0, within(1e-6f));
            assertThat(slope[2]).isCloseTo(1, within(1e-6f));
            assertThat(slope[3]).isCloseTo(.2689414f, within(1e-5f));
            assertThat(Scalars.logSigmoid(x).toFloatArray()[2]).isEqualTo(-200);
        }
    }

    /** The list with its first click alone, worth so much. */
    private static ListSample rewarded(ListSample list, float reward) {
        float[] labels = new float[list.size()];
        for (int i = 0; i < labels.length; i++) {
            if (list.labels()[i] > 0) {
                labels[i] = reward;
                break;
            }
        }
        return new ListSample(
                list.listId(),
                list.userId(),
                list.seconds(),
                list.profile(),
                list.history(),
                list.historySeconds(),
                list.candidates(),
                list.scores(),
                list.features(),
                labels,
                list.positions(),
                list.propensities());
    }

    private static float loss(List<ListSample> lists) {
        ListBatch batch =
                ListBatch.of(
                        lists,
                        ShownLists.config(),
                        ShownLists.items(),
                        RerankerOptions.defaults(7),
                        null,
                        new SplittableRandom(1));
        try (NDManager manager = TensorRuntime.open("cpu").newManager()) {
            List<Float> scores = new ArrayList<>();
            for (ListSample list : lists) {
                for (int i = 0; i < K; i++) {
                    scores.add((list.listId().hashCode() * 31 + i * 17) % 7 / 3f);
                }
            }
            float[] flat = new float[scores.size()];
            for (int i = 0; i < flat.length; i++) {
                flat[i] = scores.get(i);
            }
            NDArray scores_BK = manager.create(flat, new Shape(lists.size(), K));
            return new ScoringLoss(ScoreLoss.LISTWISE).of(scores_BK, batch).toFloatArray()[0];
        }
    }
}
