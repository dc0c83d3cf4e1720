package io.riffle.lab.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.riffle.training.lists.ListSample;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The lists of a simulation, their clicks, and how good an order of them may be. */
class ListSimulationTest {
    private static final ListConfig CONFIG = new ListConfig(200, 100, 6, 30, 20, 10, 1.0, 1.0, 8);

    @Test
    void sameSeedsGiveTheSameLists() {
        ListSimulation one = new ListSimulation(CONFIG, 1, 2);
        ListSimulation two = new ListSimulation(CONFIG, 1, 2);
        ListSimulation other = new ListSimulation(CONFIG, 1, 3);
        boolean differs = false;
        for (int n = 0; n < 300; n++) {
            ListSample a = one.next().sample();
            ListSample b = two.next().sample();
            assertThat(a).usingRecursiveComparison().isEqualTo(b);
            differs |= !Arrays.equals(a.candidates(), other.next().sample().candidates());
        }
        assertThat(differs).isTrue();
    }

    @Test
    void candidatesComeInFirstStageOrder() {
        ListSimulation simulation = new ListSimulation(CONFIG, 1, 2);
        for (int n = 0; n < 200; n++) {
            ListSample sample = simulation.next().sample();
            for (int i = 1; i < sample.size(); i++) {
                assertThat(sample.scores()[i]).isLessThanOrEqualTo(sample.scores()[i - 1]);
            }
            assertThat(sample.candidates()).doesNotHaveDuplicates().hasSize(20);
            assertThat(Arrays.stream(sample.positions()).filter(p -> p >= 0).count()).isEqualTo(10);
        }
    }

    @Test
    void loggedClicksAreAsManyAsExpected() {
        ListSimulation simulation = new ListSimulation(CONFIG, 4, 5);
        double expected = 0;
        double variance = 0;
        int clicks = 0;
        double[] bySlot = new double[10];
        int[] clicksBySlot = new int[10];
        for (int n = 0; n < 10_000; n++) {
            SimulatedList list = simulation.next();
            int[] order = displayed(list.sample());
            expected += list.expectedClicks(order);
            int[] items = Arrays.stream(order).map(i -> list.items()[i]).toArray();
            for (int t = 0; t < order.length; t++) {
                double p = click(list, items, t);
                bySlot[t] += p;
                variance += p * (1 - p);
                int clicked = list.sample().labels()[order[t]] > 0 ? 1 : 0;
                clicks += clicked;
                clicksBySlot[t] += clicked;
            }
        }
        assertThat((double) clicks).isCloseTo(expected, within(5 * Math.sqrt(variance)));
        for (int t = 0; t < 10; t++) {
            assertThat((double) clicksBySlot[t])
                    .isCloseTo(bySlot[t], within(5 * Math.sqrt(bySlot[t])));
        }
    }

    @Test
    void expectedClicksOfAnyOrderAreTheMeanOfSimulatedOnes() {
        SimulatedList list = new ListSimulation(CONFIG, 4, 5).next();
        SplittableRandom random = new SplittableRandom(6);
        int[] order = {7, 3, 0, 12, 5, 19, 1, 2, 8, 15};
        int[] items = Arrays.stream(order).map(i -> list.items()[i]).toArray();
        long clicks = 0;
        int rounds = 40_000;
        for (int round = 0; round < rounds; round++) {
            for (int t = 0; t < order.length; t++) {
                clicks += random.nextDouble() < click(list, items, t) ? 1 : 0;
            }
        }
        // A sum of ten independent events varies by less than 2.5.
        assertThat(clicks / (double) rounds)
                .isCloseTo(list.expectedClicks(order), within(5 * Math.sqrt(2.5 / rounds)));
    }

    private static double click(SimulatedList list, int[] items, int t) {
        ListPerson user = list.world().person(list.user());
        return list.world().click(user, list.sample().seconds(), items, t);
    }

    @ParameterizedTest
    @EnumSource(ListKind.class)
    void whoKnowsMoreOrdersBetter(ListKind kind) {
        ListSimulation simulation = new ListSimulation(CONFIG.withKind(kind), 4, 5);
        Map<String, Double> sums = new LinkedHashMap<>();
        for (int n = 0; n < 500; n++) {
            simulation.next().references().forEach((name, x) -> sums.merge(name, x, Double::sum));
        }
        assertThat(sums.get(SimulatedList.ORACLE))
                .isGreaterThan(sums.get("true taste, sorted"))
                .isGreaterThan(sums.get("group's taste and fatigue, greedy"));
        assertThat(sums.get("group's taste and fatigue, greedy"))
                .isGreaterThan(sums.get("group's taste, sorted"));
    }

    @Test
    void theOracleBeatsSampledOrdersAndComesCloseToTheBestOne() {
        ListConfig tiny = new ListConfig(50, 40, 3, 10, 6, 4, 1.0, 1.0, 4);
        ListSimulation simulation = new ListSimulation(tiny, 8, 9);
        for (int n = 0; n < 50; n++) {
            SimulatedList list = simulation.next();
            double best = best(list, new int[4], 0);
            assertThat(list.oracleClicks()).isBetween(0.95 * best, best + 1e-12);
        }
        ListSimulation larger = new ListSimulation(CONFIG, 8, 9);
        LoggingPolicy uniform = new LoggingPolicy(1);
        SplittableRandom random = new SplittableRandom(10);
        for (int n = 0; n < 100; n++) {
            SimulatedList list = larger.next();
            for (int draw = 0; draw < 20; draw++) {
                int[] order = uniform.draw(new double[20], new double[10], random);
                assertThat(list.expectedClicks(order)).isLessThanOrEqualTo(list.oracleClicks());
            }
        }
    }

    @Test
    void impossibleListsAreRefused() {
        assertThatThrownBy(() -> new ListConfig(10, 100, 5, 30, 20, 40, 1, 1, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("slots (40), candidates (20)");
    }

    private static double best(SimulatedList list, int[] order, int filled) {
        if (filled == order.length) {
            return list.expectedClicks(order);
        }
        double best = 0;
        for (int i = 0; i < list.items().length; i++) {
            int candidate = i;
            if (Arrays.stream(order, 0, filled).noneMatch(placed -> placed == candidate)) {
                order[filled] = i;
                best = Math.max(best, best(list, order, filled + 1));
            }
        }
        return best;
    }

    private static int[] displayed(ListSample sample) {
        int[] order = new int[10];
        for (int i = 0; i < sample.size(); i++) {
            if (sample.positions()[i] >= 0) {
                order[sample.positions()[i]] = i;
            }
        }
        return order;
    }
}
