package io.riffle.training.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.lab.lists.SimulatedList;
import org.junit.jupiter.api.Test;

/**
 * In worlds whose truth is known: what raises the expected clicks passes the gate, what lowers them
 * does not, 95 times of 100. Users examine by habits of their own and tire of a category, which the
 * judge's model of them does not know.
 */
class CounterfactualLawTest {
    private static final int WORLDS = 100;

    /** One list in so many is drawn. */
    private static final int ALL = 1;

    private static final int SOME = 4;
    private static final int NONE = 0;

    @Test
    void drawnSlatesTellWhatRaisesTheClicksFromWhatLowersThem() {
        Counts affinity = new Counts();
        Counts half = new Counts();
        Counts noise = new Counts();
        Counts reversed = new Counts();
        Counts popular = new Counts();
        for (int world = 0; world < WORLDS; world++) {
            JudgedWorld lists = new JudgedWorld(world);
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
            JudgedWorld lists = new JudgedWorld(1_000 + world);
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
            JudgedWorld lists = new JudgedWorld(2_000 + world);
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

        void add(JudgedWorld.Gate gate) {
            passed += gate.passed() ? 1 : 0;
            raised += gate.gain() > 0 ? 1 : 0;
            lowered += gate.gain() < 0 ? 1 : 0;
            passedLowered += gate.passed() && gate.gain() < 0 ? 1 : 0;
        }
    }
}
