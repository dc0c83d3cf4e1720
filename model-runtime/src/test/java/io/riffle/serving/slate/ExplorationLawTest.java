package io.riffle.serving.slate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.riffle.artifact.LoadedModel;
import io.riffle.model.psad.SlateTerms;
import io.riffle.schema.Candidate;
import io.riffle.schema.Ids;
import io.riffle.serving.Answer;
import io.riffle.serving.Recommender;
import io.riffle.serving.ServingOptions;
import io.riffle.serving.testing.ClickStream;
import io.riffle.serving.testing.TestModels;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What a drawn slate may depend on, and that it comes as often as it says. */
class ExplorationLawTest {
    private static final int DRAWS = 20_000;
    private static final int SLATE = 3;
    private static final LoadedModel MODEL = TestModels.backbone(60, 24, 1, 3);

    /** Of each slot and item: how often it came, how often it should have, and the variance. */
    private static final class Frequencies {
        private final double[] weights;
        private final double[][] came;
        private final double[][] due;
        private final double[][] variance;

        Frequencies(double[] weights, int slots) {
            this.weights = weights;
            came = new double[slots][weights.length];
            due = new double[slots][weights.length];
            variance = new double[slots][weights.length];
        }

        void add(SlatePolicy.Shown shown) {
            Set<Integer> placed = new HashSet<>();
            for (int slot = 0; slot < came.length; slot++) {
                double left = 0;
                for (int i = 0; i < weights.length; i++) {
                    left += placed.contains(i) ? 0 : weights[i];
                }
                for (int i = 0; i < weights.length; i++) {
                    double p = placed.contains(i) ? 0 : weights[i] / left;
                    due[slot][i] += p;
                    variance[slot][i] += p * (1 - p);
                }
                int chosen = number(shown.items().get(slot).itemId());
                assertThat(placed.add(chosen)).as("each item once").isTrue();
                came[slot][chosen]++;
                assertThat(shown.propensities().get(slot))
                        .isCloseTo(weights[chosen] / left, within(1e-6));
            }
        }

        void assertAsDue() {
            for (int slot = 0; slot < came.length; slot++) {
                for (int i = 0; i < weights.length; i++) {
                    double bound = 6 * Math.sqrt(variance[slot][i]) + 12;
                    assertThat(came[slot][i])
                            .as("item %d in slot %d", i, slot)
                            .isCloseTo(due[slot][i], within(bound));
                }
            }
        }
    }

    @Property(tries = 12, shrinking = ShrinkingMode.OFF)
    void itemsComeAsOftenAsTheirPropensitiesSay(
            @ForAll @Size(min = 2, max = 7) List<@FloatRange(min = -3, max = 3) Float> scores,
            @ForAll @DoubleRange(min = 0.3, max = 3) double temperature,
            @ForAll @IntRange(max = 1_000_000) int seed) {
        Exploration exploration = new Exploration(1, temperature);
        SlatePolicy policy = new SlatePolicy(SLATE, exploration);
        Scored scored = scored(scores);
        Frequencies frequencies =
                new Frequencies(weights(scores, temperature), Math.min(SLATE, scores.size()));
        for (int n = 0; n < DRAWS; n++) {
            SlatePolicy.Shown shown = policy.show(id(seed, n), scored);
            assertThat(shown.policy()).isEqualTo(exploration.policy());
            frequencies.add(shown);
        }
        frequencies.assertAsDue();
    }

    @Example
    void anItemHasOneWeightWhateverStandsBeforeIt() {
        float[] scores = {.3f, 0, -.2f, .1f};
        float[] shared = {1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1};
        SlateTerms terms = SlateTerms.ofCategories(new float[] {-.4f, -.2f, 0, 0}, shared);
        Scored alone = scored(List.of(.3f, 0f, -.2f, .1f));
        Scored inContext = new Scored(alone.candidates(), scores, terms);
        SlatePolicy drawing = new SlatePolicy(4, new Exploration(1, 1));
        for (int n = 0; n < 200; n++) {
            assertThat(drawing.show(id(7, n), inContext)).isEqualTo(drawing.show(id(7, n), alone));
        }
        SlatePolicy best = new SlatePolicy(4, Exploration.NONE);
        assertThat(best.show("r", inContext)).isNotEqualTo(best.show("r", alone));
    }

    @Property(tries = 6, shrinking = ShrinkingMode.OFF)
    void theShareIsExploredAndTheRestShowsTheBest(
            @ForAll @DoubleRange(min = 0, max = 1) double share,
            @ForAll @IntRange(max = 1_000_000) int seed) {
        SlatePolicy policy = new SlatePolicy(SLATE, new Exploration(share, 1));
        Scored scored = scored(List.of(.3f, .9f, -.1f, .9f, .5f));
        SlatePolicy.Shown best = new SlatePolicy(SLATE, Exploration.NONE).show("any", scored);
        int explored = 0;
        for (int n = 0; n < DRAWS; n++) {
            SlatePolicy.Shown shown = policy.show(id(seed, n), scored);
            if (shown.policy() == null) {
                assertThat(shown).isEqualTo(best);
            } else {
                explored++;
            }
        }
        assertThat(best.items()).extracting(i -> number(i.itemId())).containsExactly(1, 3, 4);
        assertThat((double) explored).isCloseTo(share * DRAWS, within(6 * Math.sqrt(DRAWS / 4.0)));
    }

    @Property(tries = 3, shrinking = ShrinkingMode.OFF)
    void aReplayDrawsTheSameAndAShareOfZeroChangesNothing(@ForAll long seed) {
        ClickStream stream = new ClickStream(new Random(seed), 4, 80, 60, 30);
        ServingOptions options = new ServingOptions(5, 15, 0, 0, 4, 0, "cpu");
        try (Recommender plain = new Recommender(MODEL, null, options);
                Recommender off =
                        new Recommender(MODEL, null, options.exploring(new Exploration(0, 2)));
                Recommender on =
                        new Recommender(MODEL, null, options.exploring(new Exploration(.5, 2)))) {
            List<Answer> best = stream.answers(plain, 7);
            assertThat(stream.answers(off, 7)).isEqualTo(best);
            List<Answer> explored = stream.answers(on, 7);
            assertThat(stream.answers(on, 7)).isEqualTo(explored);
            assertThat(explored)
                    .anyMatch(answer -> answer.policy() == null)
                    .anyMatch(answer -> "plackett-luce:2.0".equals(answer.policy()));
            for (int i = 0; i < best.size(); i++) {
                Answer answer = explored.get(i);
                if (answer.policy() == null) {
                    assertThat(answer).isEqualTo(best.get(i));
                } else {
                    assertThat(answer.candidates()).isEqualTo(best.get(i).candidates());
                    assertThat(answer.propensities()).hasSameSizeAs(answer.slate());
                }
            }
        }
    }

    @Example
    void equalOrExtremeScoresStillHavePropensities() {
        SlatePolicy policy = new SlatePolicy(SLATE, new Exploration(1, 0.01));
        for (List<Float> scores :
                List.of(List.of(1f, 1f, 1f, 1f), List.of(-1e30f, 0f, 1e30f), List.of(2f))) {
            for (int n = 0; n < 100; n++) {
                SlatePolicy.Shown shown = policy.show(id(3, n), scored(scores));
                assertThat(shown.items()).hasSize(Math.min(SLATE, scores.size()));
                assertThat(shown.propensities()).allMatch(p -> p > 0 && p <= 1);
            }
        }
    }

    @Example
    void sharesAndTemperaturesOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new Exploration(1.5, 1)).hasMessageContaining("The share (1.5)");
        assertThatThrownBy(() -> new Exploration(Double.NaN, 1)).hasMessageContaining("share");
        assertThatThrownBy(() -> new Exploration(1, 0)).hasMessageContaining("temperature (0.0)");
    }

    private static Scored scored(List<Float> scores) {
        List<Candidate> candidates = new ArrayList<>();
        float[] values = new float[scores.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = scores.get(i);
            candidates.add(new Candidate("item-" + i, 1f / (i + 1), new float[0]));
        }
        return new Scored(candidates, values);
    }

    /** As the Javadoc of the policy has it. */
    private static double[] weights(List<Float> scores, double temperature) {
        double mean = scores.stream().mapToDouble(s -> s).average().orElseThrow();
        double variance =
                scores.stream().mapToDouble(s -> (s - mean) * (s - mean)).average().orElseThrow();
        double deviation = Math.sqrt(variance);
        return scores.stream()
                .mapToDouble(s -> deviation == 0 ? 1 : Math.exp(s / (temperature * deviation)))
                .toArray();
    }

    private static int number(String itemId) {
        return Integer.parseInt(itemId.substring("item-".length()));
    }

    private static String id(int seed, int n) {
        return Ids.recommendationId("user-" + seed, "event-" + n);
    }
}
