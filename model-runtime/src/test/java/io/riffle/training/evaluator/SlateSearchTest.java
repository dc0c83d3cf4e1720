package io.riffle.training.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SlateSearchTest {
    @Test
    void withoutNeighboursTheSearchSortsByWhatIsLiked() {
        double[] base = {-1, 0, -2, 1, -.5, .3};
        SlateValue value = new SlateValue(base, new double[2][6][6], new double[] {1, .7, .4});

        assertThat(SlateSearch.improved(value, new int[] {2, 0, 4})).containsExactly(3, 5, 1);
    }

    @Test
    void theSearchNeverEndsBelowWhereItBegan() {
        SplittableRandom random = new SplittableRandom(3);
        for (int n = 0; n < 50; n++) {
            SlateValue value = drawn(random, 7, 4);
            int[] start = Arrays.copyOf(shuffled(7, random), 4);
            int[] found = SlateSearch.improved(value, start);
            assertThat(found).doesNotHaveDuplicates().hasSize(4);
            assertThat(value.of(found)).isGreaterThanOrEqualTo(value.of(start));
            for (int t = 0; t < 4; t++) {
                for (int other = t + 1; other < 4; other++) {
                    int[] neighbour = found.clone();
                    neighbour[t] = found[other];
                    neighbour[other] = found[t];
                    assertThat(value.of(neighbour)).isLessThanOrEqualTo(value.of(found) + 1e-9);
                }
            }
        }
    }

    @Test
    void whatTiresIsMovedApart() {
        double[][][] after = new double[2][4][4];
        after[0][0][1] = -3; // alike, and not beside each other
        after[0][1][0] = -3;
        SlateValue value =
                new SlateValue(new double[] {1, .9, .2, -4}, after, new double[] {1, 1, 1});

        int[] found = SlateSearch.improved(value, new int[] {0, 1, 2});

        assertThat(found[1]).isEqualTo(2);
        assertThat(Arrays.stream(found).sorted()).containsExactly(0, 1, 2);
    }

    @Test
    void theBestOfNIsNeverBelowTheScoresOwnOrder() {
        SplittableRandom random = new SplittableRandom(4);
        for (int n = 0; n < 50; n++) {
            SlateValue value = drawn(random, 7, 4);
            float[] scores = new float[7];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = (float) random.nextGaussian();
            }
            int[] one = SlateSearch.bestOf(value, scores, 1, 1, new SplittableRandom(n));
            int[] many = SlateSearch.bestOf(value, scores, 16, 1, new SplittableRandom(n));
            assertThat(scores[one[0]]).isGreaterThanOrEqualTo(scores[one[1]]);
            assertThat(value.of(many)).isGreaterThanOrEqualTo(value.of(one));
            assertThat(SlateSearch.bestOf(value, scores, 16, 1, new SplittableRandom(n)))
                    .isEqualTo(many);
        }
    }

    @Test
    void shortListsGiveShortSlates() {
        SlateValue value = new SlateValue(new double[] {0, 1}, new double[3][2][2], new double[4]);

        assertThat(SlateSearch.improved(value, new int[] {0, 1})).hasSize(2);
        assertThat(SlateSearch.bestOf(value, new float[] {1, 0}, 4, 1, new SplittableRandom(1)))
                .hasSize(2);
    }

    private static SlateValue drawn(SplittableRandom random, int candidates, int slots) {
        double[] base = new double[candidates];
        double[][][] after = new double[slots - 1][candidates][candidates];
        double[] seen = new double[slots];
        Arrays.setAll(base, i -> random.nextGaussian());
        Arrays.setAll(seen, t -> 1 / (1.0 + t));
        for (double[][] pairs : after) {
            for (double[] row : pairs) {
                Arrays.setAll(row, i -> random.nextGaussian());
            }
        }
        return new SlateValue(base, after, seen);
    }

    private static int[] shuffled(int size, SplittableRandom random) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int at = random.nextInt(i + 1);
            order[i] = order[at];
            order[at] = i;
        }
        return order;
    }
}
