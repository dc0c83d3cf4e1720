package io.riffle.training.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riffle.training.counterfactual.CounterfactualUtility;
import io.riffle.training.counterfactual.CounterfactualUtility.Evidence;
import io.riffle.training.judge.RerankerJudge.Verdict;
import io.riffle.training.lists.ListSample;
import io.riffle.training.testing.Displays;
import io.riffle.training.testing.JudgedLists;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which lists tell something about a reranker, and how many are enough. */
class JudgedEvidenceTest {
    private final GateLimits gates = JudgedLists.GATES;
    private final RerankerJudge judge = new RerankerJudge(gates, false);

    /** Users look at the top; nothing was drawn: the order of what was shown can be judged. */
    @Test
    void imitatingTheServedOrderIsWorthNoMoreThanItAndTheTrueOrderIs() {
        List<ListSample> lists = JudgedLists.lists(1_500, false, 2);
        Verdict same = judge(lists, JudgedLists.towards(0), null);
        assertThat(same.evidence()).isEqualTo(Evidence.SHOWN);
        assertThat(same.lift().difference()).isZero();
        Verdict better = judge(lists, JudgedLists.towards(1), null);
        assertThat(better.refusal()).isNull();
        assertThat(better.lift().low()).isPositive();
        assertThat(judge(lists, JudgedLists.towards(-1), null).refusal()).isNotNull();
    }

    /** To explore a little must not keep from serving what passes where nobody explores. */
    @Test
    void whatFewDrawnSlatesLeaveOpenTheOthersDecide() {
        Ranker better = JudgedLists.towards(.45);
        Ranker serving = JudgedLists.towards(.3);
        int decided = 0;
        for (int seed = 1; seed <= 10; seed++) {
            List<ListSample> drawn = JudgedLists.lists(250, true, seed);
            List<ListSample> plain = JudgedLists.lists(1_500, false, 100 + seed);
            Verdict alone = judge(drawn, better, serving);
            assertThat(judge(plain, better, serving).refusal()).isNull();
            Verdict both = judge(both(drawn, plain), better, serving);
            boolean open =
                    Math.min(alone.serving().high(), alone.lift().high()) >= -gates.listTolerance();
            assertThat(both.refusal() == null).isEqualTo(open);
            decided += open && alone.refusal() != null ? 1 : 0;
        }
        assertThat(decided).isPositive();
    }

    /** Of what is shown both make the same order; of what else they would show they do not. */
    @Test
    void whatDrawnSlatesSpeakAgainstDoesNotPassForTheOrderOfWhatIsShown() {
        Ranker otherChoice =
                JudgedLists.byScores(
                        some -> {
                            float[][] scores = JudgedLists.scores(0).apply(some);
                            for (int n = 0; n < scores.length; n++) {
                                boolean plain = some.get(n).propensities().length == 0;
                                for (int i = 0; i < scores[n].length; i++) {
                                    scores[n][i] *= plain ? 1 : -1;
                                }
                            }
                            return scores;
                        });
        List<ListSample> plain = JudgedLists.lists(1_500, false, 2);
        assertThat(judge(plain, otherChoice, null).refusal()).isNull();
        List<ListSample> all = both(JudgedLists.lists(200, true, 1), plain);
        Verdict verdict = judge(all, otherChoice, null);
        assertThat(verdict.evidence()).isEqualTo(Evidence.DRAWN);
        assertThat(verdict.refusal()).isNotNull();
    }

    private static List<ListSample> both(List<ListSample> drawn, List<ListSample> plain) {
        List<ListSample> both = new ArrayList<>(drawn);
        both.addAll(plain);
        return both;
    }

    @Test
    void fewListsAreNotJudged() {
        assertThat(
                        judge.judge(
                                JudgedLists.lists(90, true, 1),
                                JudgedLists::examined,
                                JudgedLists.towards(1),
                                null,
                                null))
                .isNull();
        Ranker none =
                JudgedLists.byScores(lists -> new float[lists.size()][JudgedLists.CANDIDATES]);
        List<ListSample> silent = new ArrayList<>();
        for (ListSample list : JudgedLists.lists(500, true, 1)) {
            Arrays.fill(list.labels(), 0);
            silent.add(list);
        }
        assertThat(judge.judge(silent, JudgedLists::examined, none, null, null)).isNull();
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
            lists.add(JudgedLists.one("l" + n, items, labels));
        }
        RerankerJudge elsewhere = new RerankerJudge(gates, true);
        assertThat(
                        refusal(
                                elsewhere.judge(
                                        lists, slot -> 1, JudgedLists::clickedFirst, null, null)))
                .isNull();
    }

    /** They are most lists, and scoring them was most of what a judgement cost. */
    @Test
    void listsWithoutAClickMakeClicksRarerAndAreNotScored() {
        for (boolean any : new boolean[] {false, true}) {
            RerankerJudge undrawn = new RerankerJudge(gates, any);
            List<ListSample> clicked = new ArrayList<>();
            List<ListSample> all = JudgedLists.lists(1_000, false, 6);
            all.stream().filter(ListSample::clicked).forEach(clicked::add);
            int[] asked = {0};
            Ranker counting =
                    some -> {
                        asked[0] = some.size();
                        return JudgedLists.towards(1).orders(some);
                    };
            var some =
                    undrawn.judge(
                            clicked, JudgedLists::examined, JudgedLists.towards(1), null, null);
            var every = undrawn.judge(all, JudgedLists::examined, counting, null, null);
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
    void whereClicksComeFromElsewhereEachListCountsOnce() {
        ListSample shown = JudgedLists.lists(1, false, 6).get(0);
        float[] first = new float[JudgedLists.CANDIDATES];
        first[0] = 1;
        List<ListSample> lists =
                List.of(
                        Displays.labelled(shown, first),
                        Displays.labelled(shown, new float[JudgedLists.CANDIDATES]));
        var utility = new CounterfactualUtility(lists, JudgedLists::examined, Evidence.ELSEWHERE);
        int[][] orders = {{0, 1, 2, 3, 4, 5, 6, 7}};
        assertThat(utility.compare(orders, orders).utility()).isEqualTo(.5);
    }

    @Test
    void scoresThatAreNoNumbersAreTheFirstStagesOrder() {
        List<ListSample> lists = JudgedLists.lists(500, true, 4);
        Ranker broken =
                JudgedLists.byScores(
                        some -> {
                            float[][] scores = new float[some.size()][JudgedLists.CANDIDATES];
                            for (float[] row : scores) {
                                Arrays.fill(row, Float.NaN);
                            }
                            return scores;
                        });
        assertThat(judge(lists, broken, null).lift().difference()).isZero();
    }

    private Verdict judge(List<ListSample> lists, Ranker trained, @Nullable Ranker serving) {
        return Objects.requireNonNull(
                judge.judge(lists, JudgedLists::examined, trained, serving, null));
    }

    private static @Nullable String refusal(@Nullable Verdict verdict) {
        return Objects.requireNonNull(verdict).refusal();
    }
}
