package io.riffle.training.judge;

import io.riffle.lab.lists.ListConfig;
import io.riffle.lab.lists.ListSimulation;
import io.riffle.lab.lists.SimulatedList;
import io.riffle.training.counterfactual.ExaminationCurve;
import io.riffle.training.judge.RerankerJudge.Verdict;
import io.riffle.training.lists.ClickRate;
import io.riffle.training.lists.ListSample;
import io.riffle.training.metrics.Dcg;
import io.riffle.training.metrics.ListMetrics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * Lists of one world whose truth is known: some taught how slots are examined, others are judged
 * on.
 */
final class JudgedWorld {

    private static final GateLimits GATES = new GateLimits(3, .02, 100, 1e-5, .01, 1);
    private static final int BEFORE = 300;
    private static final int JUDGED = 500;
    private static final int SLOTS = 5;
    private static final ListConfig CONFIG = new ListConfig(100, 100, 8, 24, 10, SLOTS, 1.2, 1, 4);

    /** Scores candidates of simulated lists. */
    interface Scorer {
        double score(SimulatedList list, int candidate, double popular, SplittableRandom random);
    }

    /**
     * One judgement.
     *
     * @param gain true change of the expected clicks
     */
    record Gate(boolean passed, double gain) {}

    private final long seed;
    private final ExaminationCurve curve = new ExaminationCurve(SLOTS);
    private final ClickRate rate = new ClickRate();
    private final List<SimulatedList> judged = new ArrayList<>();

    JudgedWorld(long seed) {
        this.seed = seed;
        ListSimulation simulation = new ListSimulation(CONFIG, seed, seed + 7);
        for (int n = 0; n < BEFORE + JUDGED; n++) {
            SimulatedList list = simulation.next();
            if (n < BEFORE) {
                curve.add(list.sample());
                rate.learn(list.sample());
            } else {
                judged.add(list);
            }
        }
    }

    /**
     * Judges.
     *
     * @param oneIn of how many lists one was drawn, the others showed the best; 0 = none was
     */
    Gate gate(Scorer scorer, int oneIn) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] scores = new float[judged.size()][];
        double gain = 0;
        List<ListSample> logged = new ArrayList<>();
        for (int n = 0; n < scores.length; n++) {
            SimulatedList list = judged.get(n);
            boolean drawn = oneIn > 0 && n % oneIn == 0;
            float[] popular = rate.score(list.sample().candidates());
            scores[n] = new float[list.items().length];
            for (int i = 0; i < scores[n].length; i++) {
                scores[n][i] = (float) scorer.score(list, i, popular[i], random);
            }
            gain += drawn ? gain(list, scores[n]) : gainOfShown(list, scores[n]);
            logged.add(drawn ? list.sample() : unexplored(list.sample()));
        }
        RerankerJudge judge = new RerankerJudge(GATES, false);
        Map<String, int[]> byList = new HashMap<>();
        for (int n = 0; n < scores.length; n++) {
            byList.put(logged.get(n).listId(), ListMetrics.order(scores[n]));
        }
        Ranker model =
                some -> some.stream().map(list -> byList.get(list.listId())).toArray(int[][]::new);
        Verdict verdict =
                Objects.requireNonNull(
                        judge.judge(
                                logged,
                                oneIn > 0 ? curve::examination : Dcg::discount,
                                model,
                                oneIn == 1 ? null : JudgedWorld::asServed,
                                null));
        return new Gate(verdict.refusal() == null, gain);
    }

    private static double gain(SimulatedList list, float[] scores) {
        int[] first = new int[SLOTS];
        Arrays.setAll(first, t -> t);
        return list.expectedClicks(Arrays.copyOf(ListMetrics.order(scores), SLOTS))
                - list.expectedClicks(first);
    }

    /** Of the same items in another order, against the order in which they were shown. */
    private static double gainOfShown(SimulatedList list, float[] scores) {
        int[] served = new int[SLOTS];
        int[] ordered = new int[SLOTS];
        int t = 0;
        for (int i : ListMetrics.order(scores)) {
            if (list.sample().shown(i)) {
                ordered[t++] = i;
                served[list.sample().position(i)] = i;
            }
        }
        return list.expectedClicks(ordered) - list.expectedClicks(served);
    }

    private static int[][] asServed(List<ListSample> lists) {
        int[][] orders = new int[lists.size()][];
        for (int n = 0; n < orders.length; n++) {
            ListSample list = lists.get(n);
            float[] scores = new float[list.size()];
            for (int i = 0; i < scores.length; i++) {
                boolean drawn = list.propensities().length > 0;
                scores[i] = drawn ? 0 : list.shown(i) ? -list.position(i) : -100;
            }
            orders[n] = ListMetrics.order(scores);
        }
        return orders;
    }

    private static ListSample unexplored(ListSample list) {
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
                list.labels(),
                list.positions(),
                new float[0]);
    }
}
