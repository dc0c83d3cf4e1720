package io.riffle.training.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riffle.training.distillation.RerankerOptions;
import io.riffle.training.lists.ListSample;
import io.riffle.training.testing.ShownLists;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlateEvaluatorTest {
    private static final RerankerOptions OPTIONS = RerankerOptions.defaults(7).withSteps(16, 1e-2f);

    @Test
    void learnsHowLikelyClicksAre() {
        List<ListSample> lists = ShownLists.draw(600, 8, 1);
        List<ListSample> unseen = ShownLists.draw(300, 8, 2);
        int[] shown = {0, 1, 2, 3};
        try (SlateEvaluator evaluator = evaluator(OPTIONS)) {
            evaluator.fit(lists, 6);
            double expected = 0;
            double clicks = 0;
            for (SlateValue value : evaluator.values(unseen)) {
                expected += value.of(shown);
            }
            for (ListSample list : unseen) {
                for (int i : shown) {
                    clicks += list.labels()[i];
                }
            }
            assertThat(expected / clicks).isCloseTo(1, within(.15));
        }
    }

    @Test
    void whatItJudgesTellsItNeitherOrderNorClicks() {
        List<ListSample> lists = ShownLists.draw(20, 6, 1);
        List<ListSample> silent = new ArrayList<>();
        for (ListSample list : lists) {
            silent.add(
                    new ListSample(
                            list.listId(),
                            list.userId(),
                            list.seconds(),
                            list.profile(),
                            list.history(),
                            list.historySeconds(),
                            list.candidates(),
                            list.scores(),
                            list.features(),
                            new float[6],
                            new int[] {5, 4, 3, 2, 1, 0},
                            list.propensities()));
        }
        int[] order = {4, 0, 2, 1};
        try (SlateEvaluator evaluator = evaluator(OPTIONS)) {
            evaluator.fit(ShownLists.draw(40, 6, 2), 1);
            List<SlateValue> one = evaluator.values(lists);
            List<SlateValue> other = evaluator.values(silent);
            for (int n = 0; n < one.size(); n++) {
                assertThat(other.get(n).of(order)).isEqualTo(one.get(n).of(order));
            }
        }
    }

    @Test
    void sameSeedGivesTheSameEvaluator() {
        assertThat(worth(OPTIONS)).isEqualTo(worth(OPTIONS));
        assertThat(worth(RerankerOptions.defaults(8).withSteps(16, 1e-2f)))
                .isNotEqualTo(worth(OPTIONS));
    }

    @Test
    void raggedListsAndListsOfOneCandidateAreLearned() {
        List<ListSample> lists = new ArrayList<>(ShownLists.draw(5, 6, 1));
        lists.addAll(ShownLists.draw(2, 1, 2));
        lists.addAll(ShownLists.draw(3, 3, 3));
        try (SlateEvaluator evaluator = evaluator(OPTIONS)) {
            for (int n = 0; n < 20; n++) {
                assertThat(evaluator.learn(lists)).isFinite().isPositive();
            }
            List<SlateValue> values = evaluator.values(lists);
            assertThat(values.get(5).of(new int[] {0})).isBetween(0.0, 1.0);
            assertThat(values.get(7).slots()).isEqualTo(3);
        }
    }

    private static double worth(RerankerOptions options) {
        List<ListSample> lists = ShownLists.draw(48, 6, 1);
        try (SlateEvaluator evaluator = evaluator(options)) {
            evaluator.fit(lists, 2);
            return evaluator.values(lists).get(3).of(new int[] {3, 1, 0, 2});
        }
    }

    private static SlateEvaluator evaluator(RerankerOptions options) {
        return new SlateEvaluator(ShownLists.config(), ShownLists.items(), new float[0], options);
    }
}
