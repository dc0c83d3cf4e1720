package io.riffle.training.judge;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * In worlds whose truth is known: what raises the expected clicks passes the gate, what lowers them
 * does not, 95 times of 100. Users examine by habits of their own and tire of a category, which the
 * judge's model of them does not know.
 */
class CounterfactualLawTest {
    private static final int WORLDS = 100;
    private static final GateLimits GATES = new GateLimits(3, .02, 100, 1e-5, .01, 1);
    private static final int BEFORE = 300;
    private static final int JUDGED = 500;
    private static final int SLOTS = 5;

    /** One list in so many is drawn. */
    private static final int ALL = 1;

    private static final int SOME = 4;
    private static final int NONE = 0;
    private static final ListConfig CONFIG = new ListConfig(100, 100, 8, 24, 10, SLOTS, 1.2, 1, 4);

    /** A ranker of simulated lists. */
    private interface Ranker {
        double score(SimulatedList list, int candidate, double popular, SplittableRandom random);
    }

    @Test
    void drawnSlatesTellWhatRaisesTheClicksFromWhatLowersThem() {
        Counts affinity = new Counts();
        Counts half = new Counts();
        Counts noise = new Counts();
        Counts reversed = new Counts();
        Counts popular = new Counts();
        for (int world = 0; world < WORLDS; world++) {
            World lists = new World(world);
            affinity.add(lists.gate((list, i, p, r) -> attraction(list, i), ALL));
            half.add(lists.gate((list, i, p, r) -> first(list, i) + attraction(list, i), ALL));
            noise.add(lists.gate((list, i, p, r) -> first(list, i) + 2 * r.nextGaussian(), ALL));
            reversed.add(lists.gate((list, i, p, r) -> -first(list, i), ALL));
            popular.add(lists.gate((list, i, p, r) -> p, ALL));
        }
        assertThat(affinity.raised).isEqualTo(WORLDS);
        assertThat(affinity.passed).isGreaterThanOrEqualTo(95);
        assertThat(half.raised).isEqualTo(WORLDS);
        assertThat(half.passed).isGreaterThanOrEqualTo(95);
        assertThat(noise.raised).isZero();
        assertThat(noise.passed).isLessThanOrEqualTo(5);
        assertThat(reversed.raised).isZero();
        assertThat(reversed.passed).isLessThanOrEqualTo(5);
        // To popularise lowers the clicks in nearly all worlds; where it does not it may pass.
        assertThat(popular.lowered).isGreaterThan(75);
        assertThat(popular.passedLowered).isLessThanOrEqualTo(popular.lowered / 20);
    }

    /** Nobody draws: what can be judged is the order of what was shown. */
    @Test
    void slatesThatShowTheBestTellOfTheOrderOfWhatTheyShow() {
        Counts affinity = new Counts();
        Counts reversed = new Counts();
        for (int world = 0; world < WORLDS; world++) {
            World lists = new World(1_000 + world);
            affinity.add(lists.gate((list, i, p, r) -> attraction(list, i), NONE));
            reversed.add(lists.gate((list, i, p, r) -> -first(list, i), NONE));
        }
        assertThat(affinity.raised).isEqualTo(WORLDS);
        assertThat(affinity.passed).isGreaterThanOrEqualTo(95);
        assertThat(reversed.raised).isZero();
        assertThat(reversed.passed).isLessThanOrEqualTo(5);
    }

    /** Some draw: what they leave open the others may tell, and what they speak against stays. */
    @Test
    void someDrawnSlatesAmongOthersTellWhatRaisesTheClicks() {
        Counts affinity = new Counts();
        Counts reversed = new Counts();
        Counts noise = new Counts();
        for (int world = 0; world < WORLDS; world++) {
            World lists = new World(2_000 + world);
            affinity.add(lists.gate((list, i, p, r) -> attraction(list, i), SOME));
            reversed.add(lists.gate((list, i, p, r) -> -first(list, i), SOME));
            noise.add(lists.gate((list, i, p, r) -> first(list, i) + 2 * r.nextGaussian(), SOME));
        }
        assertThat(affinity.raised).isEqualTo(WORLDS);
        assertThat(affinity.passed).isGreaterThanOrEqualTo(95);
        assertThat(reversed.raised).isZero();
        assertThat(reversed.passed).isLessThanOrEqualTo(5);
        assertThat(noise.raised).isZero();
        assertThat(noise.passed).isLessThanOrEqualTo(5);
    }

    private static double attraction(SimulatedList list, int candidate) {
        return 6 * list.attractions()[candidate];
    }

    private static double first(SimulatedList list, int candidate) {
        return list.sample().scores()[candidate];
    }

    /** What a gate did over worlds, and what was true. */
    private static final class Counts {
        private int passed;
        private int raised;
        private int lowered;
        private int passedLowered;

        void add(Gate gate) {
            passed += gate.passed() ? 1 : 0;
            raised += gate.gain() > 0 ? 1 : 0;
            lowered += gate.gain() < 0 ? 1 : 0;
            passedLowered += gate.passed() && gate.gain() < 0 ? 1 : 0;
        }
    }

    /**
     * One judgement.
     *
     * @param gain true change of the expected clicks
     */
    private record Gate(boolean passed, double gain) {}

    /** Lists of one world: some that taught how slots are examined, others to judge on. */
    private static final class World {
        private final long seed;
        private final ExaminationCurve curve = new ExaminationCurve(SLOTS);
        private final ClickRate rate = new ClickRate();
        private final List<SimulatedList> judged = new ArrayList<>();

        World(long seed) {
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
        Gate gate(Ranker ranker, int oneIn) {
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
                    scores[n][i] = (float) ranker.score(list, i, popular[i], random);
                }
                gain += drawn ? gain(list, scores[n]) : gainOfShown(list, scores[n]);
                logged.add(drawn ? list.sample() : unexplored(list.sample()));
            }
            RerankerJudge judge = new RerankerJudge(GATES, false);
            Map<String, float[]> byList = new HashMap<>();
            for (int n = 0; n < scores.length; n++) {
                byList.put(logged.get(n).listId(), scores[n]);
            }
            Function<List<ListSample>, float[][]> model =
                    some ->
                            some.stream()
                                    .map(list -> byList.get(list.listId()))
                                    .toArray(float[][]::new);
            Function<List<ListSample>, float[][]> served = World::asServed;
            Verdict verdict =
                    Objects.requireNonNull(
                            judge.judge(
                                    logged,
                                    oneIn > 0 ? curve::examination : Dcg::discount,
                                    model,
                                    oneIn == ALL ? null : served,
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

        private static float[][] asServed(List<ListSample> lists) {
            float[][] scores = new float[lists.size()][];
            for (int n = 0; n < scores.length; n++) {
                ListSample list = lists.get(n);
                scores[n] = new float[list.size()];
                for (int i = 0; i < scores[n].length; i++) {
                    boolean drawn = list.propensities().length > 0;
                    scores[n][i] = drawn ? 0 : list.shown(i) ? -list.position(i) : -100;
                }
            }
            return scores;
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
}
