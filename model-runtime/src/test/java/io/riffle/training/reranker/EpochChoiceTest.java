package io.riffle.training.reranker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riffle.training.distillation.RerankerOptions;
import io.riffle.training.lists.ListSample;
import io.riffle.training.testing.ShownLists;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EpochChoiceTest {
    @Test
    void lossIsTheCrossEntropyOfTheClicksAndLeavesListsWithoutOut() {
        ListSample list =
                ShownLists.draw(20, 4, 1).stream().filter(ListSample::clicked).toList().get(0);
        int clicks = 0;
        for (float label : list.labels()) {
            clicks += label > 0 ? 1 : 0;
        }
        float[] sure = new float[4];
        for (int i = 0; i < 4; i++) {
            sure[i] = list.labels()[i] > 0 ? 500 : 0;
        }
        assertThat(EpochChoice.loss(List.of(list), new float[][] {new float[4]}))
                .isCloseTo(Math.log(4), within(1e-9));
        assertThat(EpochChoice.loss(List.of(list), new float[][] {sure}))
                .isCloseTo(Math.log(clicks), within(1e-9));
        assertThat(EpochChoice.loss(List.of(), new float[0][])).isZero();
    }

    @Test
    void passesEndWhenTheTailIsNoLongerExplainedBetter() {
        List<ListSample> lists = ShownLists.draw(60, 6, 1);
        RerankerOptions steps = RerankerOptions.defaults(7).withSteps(8, 5e-2f).studentOnly();
        try (RerankerTrainer trainer =
                new RerankerTrainer(ShownLists.config(), ShownLists.items(), new float[0], steps)) {
            int chosen = EpochChoice.of(trainer::fit, trainer::score, lists, .25, 30);
            assertThat(chosen).isBetween(1, 29);
        }
    }
}
