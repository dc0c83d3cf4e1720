package io.riffle.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riffle.training.lists.ListFeatures;
import io.riffle.training.lists.ListPreparation;
import io.riffle.training.lists.ListSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ListEvaluationTest {
    @Test
    void meansAreOverListsWithAClickAndUtilityOverAll() {
        List<ListSample> lists = List.of(list(0, new float[] {0, 1}), list(1, new float[] {0, 0}));
        ListEvaluation evaluation =
                new ListEvaluation(lists, (list, order) -> order[0] == 1 ? 2 : list);
        evaluation.add("first stage", new float[][] {{2, 1}, {2, 1}});
        evaluation.add("other", new int[][] {{1}, {1, 0}});
        assertThat(evaluation.skippedShare()).isEqualTo(.5);
        assertThat(evaluation.mean("first stage", "mrr")).isEqualTo(.5);
        assertThat(evaluation.mean("other", "mrr")).isEqualTo(1);
        assertThat(evaluation.mean("first stage", ListEvaluation.UTILITY)).isEqualTo(.5);
        assertThat(evaluation.mean("other", ListEvaluation.UTILITY)).isEqualTo(2);
    }

    @Test
    void seedsAreAveragedListByList() {
        ListEvaluation evaluation = new ListEvaluation(List.of(list(0, new float[] {0, 1})), null);
        evaluation.add("a", new float[][] {{1, 0}});
        evaluation.add("a", new float[][] {{0, 1}});
        evaluation.add("b", new float[][] {{1, 0}});
        assertThat(evaluation.mean("a", "mrr")).isEqualTo(.75);
        assertThat(evaluation.seedDeviation("a", "mrr"))
                .isCloseTo(Math.sqrt(2) * .25, within(1e-12));
        assertThat(evaluation.difference("a", "b", "mrr").mean()).isEqualTo(.25);
        assertThat(evaluation.seedDeviation("b", "mrr")).isZero();
    }

    @Test
    void preparationSeesNothingOfTheListItself() {
        SplittableRandom random = new SplittableRandom(1);
        List<ListSample> logged = new ArrayList<>();
        for (int n = 0; n < 20; n++) {
            logged.add(list(n, new float[] {random.nextInt(2), random.nextInt(2), 1}));
        }
        ListSample last = logged.get(19);
        float[] flipped = {0, 0, 0};
        ListPreparation one = new ListPreparation();
        ListPreparation two = new ListPreparation();
        for (ListSample sample : logged.subList(0, 19)) {
            one.next(sample);
            two.next(sample);
        }
        ListSample a = one.next(last).sample();
        ListSample b = two.next(list(19, flipped)).sample();
        assertThat(a.candidates()).isEqualTo(b.candidates());
        assertThat(a.features()).isDeepEqualTo(b.features());
        assertThat(a.scores())
                .isEqualTo(b.scores())
                .isSortedAccordingTo((x, y) -> Float.compare(y, x));
    }

    @Test
    void preparedColumnsStayWithTheirCandidates() {
        ListPreparation preparation = new ListPreparation();
        preparation.next(list(0, new float[] {0, 0, 1}));
        ListPreparation.Prepared prepared = preparation.next(list(1, new float[] {1, 0, 0}));
        assertThat(prepared.sample().candidates()).containsExactly("i2", "i0", "i1");
        assertThat(prepared.sample().labels()).containsExactly(0, 1, 0);
        assertThat(prepared.ordered(new float[] {5, 6, 7})).containsExactly(7, 5, 6);
        int clicks = ListFeatures.names().indexOf("clicks");
        assertThat(prepared.sample().features()[0][clicks]).isPositive();
        assertThat(prepared.sample().features()[1][clicks]).isZero();
    }

    private static ListSample list(int n, float[] labels) {
        String[] candidates = new String[labels.length];
        for (int i = 0; i < candidates.length; i++) {
            candidates[i] = "i" + i;
        }
        return new ListSample(
                "l" + n,
                "u",
                1_000 + n,
                Map.of(),
                new String[] {"h"},
                new long[0],
                candidates,
                new float[0],
                new float[0][],
                labels,
                new int[0],
                new float[0]);
    }

    @Test
    void intervalsAreOverTrainingsAndLists() {
        List<ListSample> lists = List.of(list(0, new float[] {0, 1}), list(1, new float[] {0, 1}));
        ListEvaluation evaluation = new ListEvaluation(lists, null);
        float[][] right = {{0, 1}, {0, 1}};
        float[][] wrong = {{1, 0}, {1, 0}};
        evaluation.add("first stage", wrong);
        evaluation.add("once", right);
        for (int training = 0; training < 5; training++) {
            evaluation.add("a", training % 2 == 0 ? right : wrong);
        }
        assertThat(evaluation.trainings("a")).isEqualTo(5);
        // Every list says the same; the trainings do not.
        var interval = evaluation.difference("a", "first stage", "mrr");
        assertThat(interval.low()).isLessThan(interval.mean());
        assertThat(interval.high()).isGreaterThan(interval.mean());
        assertThat(evaluation.difference("once", "first stage", "mrr").low()).isEqualTo(.5);
    }
}
