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

    @Test
    void sameCategoryNearbyCostsTiredUsersClicks() {
        ListWorld world = new ListSimulation(CONFIG, 4, 5).world();
        int[] run = new int[3];
        int found = 0;
        for (int i = 0; found < 3; i++) {
            if (world.categories(i).contains("category-0")) {
                run[found++] = i;
            }
        }
        ListPerson tired = tired(world);
        int apart = 0;
        while (world.categories(apart).contains("category-0")) {
            apart++;
        }
        int[] mixed = {run[0], apart, run[2]};
        assertThat(world.click(tired, 0, run, 2)).isLessThan(world.click(tired, 0, mixed, 2));
        assertThat(world.click(tired, 0, run, 0))
                .isEqualTo(1 / (1 + Math.exp(-world.affinity(tired, run[0]))));
    }

    private static ListPerson tired(ListWorld world) {
        int user = 0;
        while (!world.profile(user).containsValue("variety")) {
            user++;
        }
        return world.person(user);
    }

    @Test
    void brandsTireTheLessTheLongerAgoTheyWereShown() {
        ListWorld world = new ListSimulation(CONFIG.withKind(ListKind.BRANDS), 4, 5).world();
        int[] brand = new int[2];
        int[] others = new int[6];
        int found = 0;
        int apart = 0;
        for (int i = 0; found < 2 || apart < 6; i++) {
            if (world.categories(i).contains("brand-0")) {
                brand[Math.min(1, found++)] = i;
            } else if (apart < 6) {
                others[apart++] = i;
            }
        }
        ListPerson tired = tired(world);
        double last = 0;
        for (int gap = 1; gap < 6; gap++) {
            int[] order = others.clone();
            order[5 - gap] = brand[0];
            order[5] = brand[1];
            double clicks = world.click(tired, 0, order, 5);
            assertThat(clicks).as("shown %s slots before", gap).isGreaterThan(last);
            last = clicks;
        }
        int[] rested = others.clone();
        rested[5] = brand[1];
        assertThat(last).isLessThan(world.click(tired, 0, rested, 5));
    }

    @Test
    void whereItemsHaveBrandsTheHourSaysHowFarPeopleLook() {
        ListSimulation simulation = new ListSimulation(CONFIG.withKind(ListKind.BRANDS), 4, 5);
        ListWorld world = simulation.world();
        ListPerson user = world.person(0);
        long night = 3 * 3_600;
        long noon = 15 * 3_600;
        assertThat(world.examination(user, night, 0)).isEqualTo(1);
        assertThat(world.examination(user, night, 5))
                .isGreaterThan(world.examination(user, noon, 5));
        assertThat(world.items().get(7).categories())
                .hasSize(2)
                .anyMatch(name -> name.startsWith("brand-"));
        boolean[] hours = new boolean[24];
        for (int n = 0; n < 500; n++) {
            hours[(int) (simulation.next().sample().seconds() % 86_400 / 3_600)] = true;
        }
        assertThat(hours).doesNotContain(false);
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
    void propensitiesAreThoseOfTheLoggingPolicy() {
        ListSimulation simulation = new ListSimulation(CONFIG, 4, 5);
        LoggingPolicy policy = new LoggingPolicy(CONFIG.temperature());
        for (int n = 0; n < 50; n++) {
            ListSample sample = simulation.next().sample();
            int[] order = displayed(sample);
            double[] scores = new double[sample.size()];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = sample.scores()[i];
            }
            double product = 1;
            for (int i : order) {
                product *= sample.propensities()[i];
            }
            double stated = policy.probability(scores, order);
            assertThat(product).isCloseTo(stated, within(1e-4 * stated));
        }
    }

    @Test
    void ordersAppearAsOftenAsTheirProbabilitySays() {
        LoggingPolicy policy = new LoggingPolicy(0.7);
        double[] scores = {1.0, 0.2, -0.5, 0.6};
        SplittableRandom random = new SplittableRandom(3);
        int[] counts = new int[16];
        int rounds = 40_000;
        for (int round = 0; round < rounds; round++) {
            int[] order = policy.draw(scores, new double[2], random);
            counts[4 * order[0] + order[1]]++;
        }
        double total = 0;
        for (int a = 0; a < 4; a++) {
            for (int b = 0; b < 4; b++) {
                if (a == b) {
                    assertThat(counts[4 * a + b]).isZero();
                    continue;
                }
                double p = policy.probability(scores, new int[] {a, b});
                total += p;
                assertThat(counts[4 * a + b] / (double) rounds)
                        .isCloseTo(p, within(5 * Math.sqrt(p / rounds)));
            }
        }
        assertThat(total).isCloseTo(1, within(1e-12));
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
