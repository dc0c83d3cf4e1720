package io.riffle.training.counterfactual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riffle.training.lists.ListSample;
import io.riffle.training.testing.Displays;
import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * What is known of a policy that logged, for each item it showed, its chance given those before.
 */
final class DisplayPolicyTest {
    private static final double[] EXAMINED = {1, .6, .4};

    @Test
    void chancesOfSlotsAreThoseOfAllOrders() {
        double[] weights = {.3, 2, .05, 1, 1, .7};
        for (int i = 0; i < weights.length; i++) {
            double[] chances = new ArrivalRace(weights, 3).chances(i)[0];
            for (int t = 0; t < 3; t++) {
                assertThat(chances[t]).isCloseTo(enumerated(weights, i, t), within(1e-6));
            }
        }
    }

    @Test
    void unlikelyItemsHaveChancesToo() {
        double[] weights = {1, 1e-12, 1e-3, 5};
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += new ArrivalRace(weights, 4).chances(i)[0][3];
        }
        assertThat(sum).isCloseTo(1, within(1e-6));
        assertThat(new ArrivalRace(weights, 4).chances(1)[0][3]).isCloseTo(1, within(1e-6));
    }

    @Test
    void chancesAmongTheShownAreThoseOfAllOrdersOfThem() {
        double[] weights = {.3, 2, .05, 1};
        double others = 1.5;
        double[][] chances = new ShownOrders(weights, others).chances(1);
        double[][] due = new double[4][4];
        double all = among(weights, others, new int[4], 0, due);
        for (int s = 0; s < 4; s++) {
            for (int t = 0; t < 4; t++) {
                assertThat(chances[s][t]).isCloseTo(due[s][t] / all, within(1e-12));
            }
        }
    }

    /** Where everything is shown, what is given is nothing. */
    @Test
    void drawnOrdersAgreeWithTheRace() {
        double[] weights = new double[14];
        Arrays.setAll(weights, i -> Math.exp(-.15 * i));
        double[][] chances = new ShownOrders(weights, 0).chances(5);
        for (int s = 0; s < weights.length; s++) {
            double[] due = new ArrivalRace(weights, weights.length).chances(s)[0];
            for (int t = 0; t < weights.length; t++) {
                double error = Math.sqrt(due[t] * (1 - due[t]) / 2_000);
                assertThat(chances[s][t]).isCloseTo(due[t], within(6 * error + 1e-3));
            }
        }
    }

    @Test
    void aPolicyThatGoesByTheScoresIsRecoveredWhole() {
        SplittableRandom random = new SplittableRandom(3);
        float[] scores = new float[15];
        double[] weights = new double[15];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (float) random.nextGaussian();
            weights[i] = Math.exp(scores[i] / .7);
        }
        ListSample list =
                Displays.show("l", weights, scores, new double[15], new double[6], random);
        DisplayPolicy policy = Objects.requireNonNull(DisplayPolicy.of(list));
        double sum = Arrays.stream(weights).sum();
        double[] shares = Arrays.stream(weights).map(weight -> weight / sum).toArray();
        for (int s = 0; s < 6; s++) {
            double[] due = new ArrivalRace(shares, 6).chances(policy.shown(s))[0];
            double[] found = policy.chancesOfShown()[s];
            for (int t = 0; t < 6; t++) {
                assertThat(found[t]).isCloseTo(due[t], within(1e-3 * due[t] + 1e-6));
            }
        }
    }

    @Test
    void clicksOverTheChanceToStandThereAreUnbiased() {
        SplittableRandom random = new SplittableRandom(9);
        double[] weights = {4, 2, 1, .5, .25};
        float[] scores = {2, 1, 0, -1, -2};
        double[] relevance = {.2, .3, .5, .7, .9};
        int[] order = {4, 3, 2, 1, 0};
        int lists = 20_000;
        double sum = 0;
        double squares = 0;
        for (int n = 0; n < lists; n++) {
            ListSample list = Displays.show("l", weights, scores, relevance, EXAMINED, random);
            double[] chances = DisplayPolicy.chancesAsDisplayed(list);
            double worth = 0;
            for (int t = 0; t < EXAMINED.length; t++) {
                int i = order[t];
                worth += list.position(i) == t ? list.labels()[i] / chances[i] : 0;
            }
            sum += worth;
            squares += worth * worth;
        }
        double mean = sum / lists;
        double error = Math.sqrt((squares / lists - mean * mean) / lists);
        assertThat(mean)
                .isCloseTo(Displays.expected(order, relevance, EXAMINED), within(5 * error));
    }

    @Test
    void nothingIsKnownWithoutPropensitiesOrWithAGap() {
        SplittableRandom random = new SplittableRandom(9);
        ListSample list =
                Displays.show(
                        "l", new double[] {1, 1, 1}, new float[0], new double[3], EXAMINED, random);
        assertThat(DisplayPolicy.of(list)).isNotNull();
        list.propensities()[1] = 0;
        assertThat(DisplayPolicy.of(list)).isNull();
        list.propensities()[1] = .5f;
        for (int i = 0; i < 3; i++) {
            list.positions()[i] += list.positions()[i] == 2 ? 5 : 0;
        }
        assertThat(DisplayPolicy.of(list)).isNull();
    }

    private static double enumerated(double[] weights, int item, int slot) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        return enumerated(weights.clone(), sum, item, slot);
    }

    private static double enumerated(double[] left, double sum, int item, int slot) {
        if (slot == 0) {
            return left[item] / sum;
        }
        double chance = 0;
        for (int first = 0; first < left.length; first++) {
            double weight = left[first];
            if (first != item && weight > 0) {
                left[first] = 0;
                chance += weight / sum * enumerated(left, sum - weight, item, slot - 1);
                left[first] = weight;
            }
        }
        return chance;
    }

    /** Adds every order from a depth on; returns the sum of their probabilities. */
    private static double among(
            double[] weights, double others, int[] order, int depth, double[][] due) {
        if (depth == order.length) {
            double probability = 1;
            double left = others;
            for (double weight : weights) {
                left += weight;
            }
            for (int item : order) {
                probability *= weights[item] / left;
                left -= weights[item];
            }
            for (int t = 0; t < order.length; t++) {
                due[order[t]][t] += probability;
            }
            return probability;
        }
        double sum = 0;
        for (int item = 0; item < weights.length; item++) {
            int candidate = item;
            if (Arrays.stream(order, 0, depth).noneMatch(placed -> placed == candidate)) {
                order[depth] = item;
                sum += among(weights, others, order, depth + 1, due);
            }
        }
        return sum;
    }
}
