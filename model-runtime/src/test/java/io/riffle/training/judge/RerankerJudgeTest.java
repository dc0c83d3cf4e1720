package io.riffle.training.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riffle.training.counterfactual.CounterfactualUtility.Evidence;
import io.riffle.training.judge.RerankerJudge.Verdict;
import io.riffle.training.lists.ListSample;
import io.riffle.training.testing.Displays;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a reranker must be shown to bring before it serves. */
class RerankerJudgeTest {
    private static final double[] EXAMINED = {1, .55, .35, .25, .18};
    private static final int CANDIDATES = 8;
    private static final long DAY = 86_400_000;

    private final GateLimits gates = new GateLimits(3, .02, 100, 1e-5, .01, DAY);
    private final RerankerJudge judge = new RerankerJudge(gates, false);

    @Test
    void whatBringsMoreClicksPassesAndWhatBringsFewerDoesNot() {
        List<ListSample> lists = lists(1_000, true, 1);
        assertThat(refusal(judge(lists, scores(1), null))).isNull();
        assertThat(refusal(judge(lists, scores(-1), null))).contains("against what serves");
        assertThat(refusal(judge(lists, scores(.3), scores(1)))).isNotNull();
        // Exactly what serves is not worse than that.
        assertThat(refusal(judge(lists, scores(1), scores(1)))).isNull();
    }

    /** Users look at the top; nothing was drawn: the order of what was shown can be judged. */
    @Test
    void imitatingTheServedOrderIsWorthNoMoreThanItAndTheTrueOrderIs() {
        List<ListSample> lists = lists(1_500, false, 2);
        Verdict same = judge(lists, scores(0), null);
        assertThat(same.evidence()).isEqualTo(Evidence.SHOWN);
        assertThat(same.lift().difference()).isZero();
        Verdict better = judge(lists, scores(1), null);
        assertThat(better.refusal()).isNull();
        assertThat(better.lift().low()).isPositive();
        assertThat(judge(lists, scores(-1), null).refusal()).isNotNull();
    }

    @Test
    void whatIsUnderTheGeneratorsOrderNeverPasses() {
        List<ListSample> lists = lists(1_000, true, 3);
        // It is better than the one that serves, which should not.
        assertThat(refusal(judge(lists, scores(-.5), scores(-1))))
                .contains("against the first stage's order");
    }

    @Test
    void smallLossesDoNotAddUp() {
        RerankerJudge elsewhere = new RerankerJudge(gates, true);
        int passed = 0;
        double[] quality = new double[21];
        quality[0] = .9;
        for (int n = 1; n <= 20; n++) {
            List<ListSample> lists = one(2_000);
            quality[n] = quality[n - 1] - .005;
            int best = (int) elsewhere.best(n * 60_000L);
            Verdict verdict =
                    Objects.requireNonNull(
                            elsewhere.judge(
                                    lists,
                                    slot -> 1,
                                    share(quality[n]),
                                    share(quality[n - 1]),
                                    best == 0 ? null : share(quality[best])));
            // Each is within the tolerance of the one before.
            assertThat(verdict.serving().low()).isGreaterThan(-.01);
            if (verdict.refusal() == null) {
                passed++;
                elsewhere.published(verdict, n, n * 60_000L);
            } else {
                assertThat(verdict.refusal()).contains("best of the last day");
            }
        }
        assertThat(passed).isBetween(1, 8);
        // A day later what was best is forgotten.
        assertThat(elsewhere.best(DAY)).isEqualTo(1);
        assertThat(elsewhere.best(2 * DAY)).isZero();
    }

    /** What it adds to the first stage becomes less, and it is no worse than it was. */
    @Test
    void aFirstStageThatGetsBetterHoldsNoRerankerBack() {
        RerankerJudge elsewhere = new RerankerJudge(gates, true);
        Verdict young =
                Objects.requireNonNull(
                        elsewhere.judge(
                                clickedAt(9),
                                slot -> 1,
                                RerankerJudgeTest::clickedFirst,
                                null,
                                null));
        elsewhere.published(young, 1, 0);
        Verdict grown =
                Objects.requireNonNull(
                        elsewhere.judge(
                                clickedAt(1),
                                slot -> 1,
                                RerankerJudgeTest::clickedFirst,
                                RerankerJudgeTest::clickedFirst,
                                RerankerJudgeTest::clickedFirst));
        assertThat(grown.lift().difference()).isLessThan(young.lift().low() - .01);
        assertThat(grown.refusal()).isNull();
    }

    @Test
    void fewListsAreNotJudged() {
        assertThat(judge.judge(lists(90, true, 1), this::examined, scores(1), null, null)).isNull();
        Function<List<ListSample>, float[][]> none = lists -> new float[lists.size()][CANDIDATES];
        List<ListSample> silent = new ArrayList<>();
        for (ListSample list : lists(500, true, 1)) {
            Arrays.fill(list.labels(), 0);
            silent.add(list);
        }
        assertThat(judge.judge(silent, this::examined, none, null, null)).isNull();
    }

    /** As many lists with clicks as are asked for; most clicks lie below every first slot. */
    @Test
    void clicksFarDownTheListDoNotKeepARerankerFromBeingJudged() {
        int candidates = 60;
        List<ListSample> lists = new ArrayList<>();
        for (int n = 0; n < 300; n++) {
            float[] labels = new float[candidates];
            labels[n % candidates] = 1;
            String[] items = new String[candidates];
            Arrays.setAll(items, i -> "i" + i);
            lists.add(one("l" + n, items, labels));
        }
        RerankerJudge elsewhere = new RerankerJudge(gates, true);
        assertThat(
                        refusal(
                                elsewhere.judge(
                                        lists,
                                        slot -> 1,
                                        RerankerJudgeTest::clickedFirst,
                                        null,
                                        null)))
                .isNull();
    }

    /** They are most lists, and scoring them was most of what a judgement cost. */
    @Test
    void listsWithoutAClickMakeClicksRarerAndAreNotScored() {
        for (boolean any : new boolean[] {false, true}) {
            RerankerJudge undrawn = new RerankerJudge(gates, any);
            List<ListSample> clicked = new ArrayList<>();
            List<ListSample> all = lists(1_000, false, 6);
            all.stream().filter(ListSample::clicked).forEach(clicked::add);
            int[] asked = {0};
            Function<List<ListSample>, float[][]> counting =
                    some -> {
                        asked[0] = some.size();
                        return scores(1).apply(some);
                    };
            var some = undrawn.judge(clicked, this::examined, scores(1), null, null);
            var every = undrawn.judge(all, this::examined, counting, null, null);
            assertThat(asked[0]).isEqualTo(clicked.size()).isLessThan(all.size());
            var lift = Objects.requireNonNull(every).lift();
            var alone = Objects.requireNonNull(some).lift();
            assertThat(lift.difference()).isCloseTo(alone.difference(), within(1e-12));
            assertThat(lift.error()).isCloseTo(alone.error(), within(1e-12));
            assertThat(lift.utility()).isLessThan(alone.utility());
            assertThat(lift.lists()).isEqualTo(all.size());
        }
    }

    @Test
    void scoresThatAreNoNumbersAreTheFirstStagesOrder() {
        List<ListSample> lists = lists(500, true, 4);
        Function<List<ListSample>, float[][]> broken =
                some -> {
                    float[][] scores = new float[some.size()][CANDIDATES];
                    for (float[] row : scores) {
                        Arrays.fill(row, Float.NaN);
                    }
                    return scores;
                };
        assertThat(judge(lists, broken, null).lift().difference()).isZero();
    }

    @Test
    void theFloorIsRestored() throws IOException {
        List<ListSample> lists = lists(1_500, true, 5);
        judge.published(judge(lists, scores(1), null), 7, 0);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        judge.write(new DataOutputStream(bytes));
        RerankerJudge restored = new RerankerJudge(gates, false);
        restored.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        assertThat(restored.newest()).isEqualTo(judge.newest());
        assertThat(restored.best(1)).isEqualTo(7);
        Verdict level = restored.judge(lists, this::examined, scores(0), null, scores(1));
        assertThat(refusal(level)).contains("best of the last day");
    }

    /** Two days of hours, and what the newest judgement saw. */
    @Test
    void anEarlierLayoutIsReadAndItsFloorLeft() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (int part = 0; part < 48; part++) {
            out.writeDouble(9);
            out.writeLong(part);
        }
        out.writeInt(3);
        out.writeDouble(.5);
        out.writeDouble(.25);
        judge.readSecond(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        assertThat(judge.newest()).isEqualTo(new RerankerJudge.Judged(3, .5, .25));
        assertThat(judge.best(1)).isZero();
    }

    private Verdict judge(
            List<ListSample> lists,
            Function<List<ListSample>, float[][]> trained,
            @Nullable Function<List<ListSample>, float[][]> serving) {
        return Objects.requireNonNull(judge.judge(lists, this::examined, trained, serving, null));
    }

    private static @Nullable String refusal(@Nullable Verdict verdict) {
        return Objects.requireNonNull(verdict).refusal();
    }

    private double examined(int slot) {
        return slot < EXAMINED.length ? EXAMINED[slot] : 0;
    }

    /** How far the scores go from the first stage's towards what users like; negative: away. */
    private static Function<List<ListSample>, float[][]> scores(double towards) {
        return lists -> {
            float[][] scores = new float[lists.size()][CANDIDATES];
            for (int n = 0; n < scores.length; n++) {
                for (int i = 0; i < CANDIDATES; i++) {
                    double first = lists.get(n).scores()[i];
                    scores[n][i] =
                            (float)
                                    ((1 - Math.abs(towards)) * first
                                            + towards * liked(lists.get(n), i));
                }
            }
            return scores;
        };
    }

    private static double liked(ListSample list, int i) {
        return Double.parseDouble(list.history()[i]);
    }

    /** Lists whose users like other candidates than the first stage knows; what, is noted. */
    private static List<ListSample> lists(int count, boolean drawn, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<ListSample> lists = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            double[] weights = new double[CANDIDATES];
            float[] scores = new float[CANDIDATES];
            double[] relevance = new double[CANDIDATES];
            String[] noted = new String[CANDIDATES];
            for (int i = 0; i < CANDIDATES; i++) {
                scores[i] = 1.2f - .3f * i;
                double liked = random.nextGaussian() + .4 * scores[i];
                noted[i] = Double.toString(liked);
                relevance[i] = 1 / (1 + Math.exp(1 - liked));
                weights[i] = drawn ? Math.exp(scores[i]) : Math.pow(1e-6, i);
            }
            ListSample list = Displays.show("l" + n, weights, scores, relevance, EXAMINED, random);
            lists.add(
                    new ListSample(
                            list.listId(),
                            list.userId(),
                            list.seconds(),
                            Map.of(),
                            noted,
                            new long[0],
                            list.candidates(),
                            scores,
                            new float[0][],
                            list.labels(),
                            list.positions(),
                            drawn ? list.propensities() : new float[0]));
        }
        return lists;
    }

    /** Lists with one click each, on the second candidate. */
    private static List<ListSample> one(int count) {
        List<ListSample> lists = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            lists.add(one("l" + n, new String[] {"a", "b", "c"}, new float[] {0, 1, 0}));
        }
        return lists;
    }

    private static ListSample one(String id, String[] candidates, float[] labels) {
        return new ListSample(
                id,
                "u",
                1,
                Map.of(),
                new String[0],
                new long[0],
                candidates,
                new float[0],
                new float[0][],
                labels,
                new int[0],
                new float[0]);
    }

    /** Puts the click first in a share of the lists. */
    private static Function<List<ListSample>, float[][]> share(double share) {
        return lists -> {
            float[][] scores = new float[lists.size()][];
            for (int n = 0; n < scores.length; n++) {
                scores[n] = new float[] {0, n < share * scores.length ? 1 : -1, -2};
            }
            return scores;
        };
    }

    /** Lists of ten with one click each, where the first stage has put it. */
    private static List<ListSample> clickedAt(int place) {
        String[] items = new String[10];
        Arrays.setAll(items, i -> "i" + i);
        List<ListSample> lists = new ArrayList<>();
        for (int n = 0; n < 300; n++) {
            float[] labels = new float[items.length];
            labels[place] = 1;
            lists.add(one("l" + n, items, labels));
        }
        return lists;
    }

    private static float[][] clickedFirst(List<ListSample> some) {
        return some.stream().map(ListSample::labels).toArray(float[][]::new);
    }
}
