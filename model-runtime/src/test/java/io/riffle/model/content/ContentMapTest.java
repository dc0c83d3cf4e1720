package io.riffle.model.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.riffle.model.content.ContentFeatures.Sparse;
import io.riffle.model.tables.SourceTables;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ContentMapTest {
    private static final int D = 8;

    @Test
    void anItemNobodyClickedLiesNearThoseOfItsCategories() {
        World world = new World(400, 0);
        ContentMap map = fitted(world, row -> row % 10 != 0);

        double own = 0;
        double other = 0;
        int hidden = 0;
        for (int row = 10; row <= 400; row += 10) {
            float[] guess = map.row(world.content(row));
            own += cosine(guess, world.row(row));
            other += cosine(guess, world.row(row - 1));
            hidden++;
        }
        assertThat(own / hidden).isGreaterThan(.8);
        assertThat(own).isGreaterThan(other + .2 * hidden);
    }

    @Test
    void theOwnersVectorSaysWhatCategoriesCannot() {
        World world = new World(400, 6);
        ContentMap map = fitted(world, row -> row % 10 != 0);

        double with = 0;
        double without = 0;
        for (int row = 10; row <= 400; row += 10) {
            Content content = world.content(row);
            with += cosine(map.row(content), world.row(row));
            without +=
                    cosine(
                            map.row(new Content(content.categories(), new float[0])),
                            world.row(row));
        }
        assertThat(with).isGreaterThan(without + 1);
    }

    @Test
    void aFitReadsABoundedAmountWhateverTheCatalogue() {
        int most = ContentMap.MOST_ROWS;
        assertThat(rowsRead(most + 1, 0)).isEqualTo(most);
        assertThat(rowsRead(most + 2, 0)).isEqualTo(most / 2 + 1);
        assertThat(rowsRead(2 * most, 0)).isEqualTo(most);
        assertThat(rowsRead(2 * most + 2, 0)).isBetween(most / 2, most);
        // Long vectors: fewer rows, as many values.
        assertThat(rowsRead(8_001, 1_024)).isEqualTo(4_000);
        assertThat(rowsRead(900, 1_024)).isEqualTo(899);
    }

    /** Number of rows that a map is fitted to. */
    private static int rowsRead(int rows, int vector) {
        Content item = new Content(List.of(), new float[vector]);
        return ContentMap.read(rows, row -> item, row -> true).length;
    }

    @Test
    void featuresThatAreAllAlikeHaveTheirSolutionToo() {
        // The second vector is the first but for a hair: what one says the other cannot.
        SplittableRandom random = new SplittableRandom(3);
        Sparse[] items = new Sparse[400];
        float[][] outputs = new float[items.length][1];
        for (int n = 0; n < items.length; n++) {
            float x = (float) random.nextGaussian();
            float hair = (float) (1e-3 * random.nextGaussian());
            items[n] = new Sparse(new int[] {0, 2, 3}, new float[] {1, x, x + hair});
            outputs[n][0] = 2 * x + 5;
        }
        float[] weights = new Ridge(items, outputs, 4, 1).solve();
        assertThat(weights[1]).isZero();
        assertThat(weights[0]).isCloseTo(5, within(.02f));
        assertThat(weights[2] + weights[3]).isCloseTo(2, within(.02f));
        assertThat(weights[2]).isCloseTo(weights[3], within(.02f));
    }

    @Test
    void theSolutionIsThatOfTheNormalEquations() {
        // One category of n rows alike: w = n/(n + λ) of what the constant leaves.
        float[] table = new float[9 * 1];
        Arrays.fill(table, 1, 5, 1f);
        Arrays.fill(table, 5, 9, -1f);
        ContentMap map =
                Objects.requireNonNull(
                        ContentMap.fit(
                                table,
                                1,
                                row -> new Content(List.of(row < 5 ? "a" : "b"), new float[0]),
                                row -> true));
        float[] weights = map.with(null).real("content.weights", 3);

        // The constant is 0 by symmetry.
        assertThat(Math.abs(weights[1])).isCloseTo(4f / 5, within(1e-5f));
        assertThat(weights[1] + weights[2]).isCloseTo(0, within(1e-5f));
    }

    @Test
    void itIsReadAsItWasPublished() {
        World world = new World(60, 3);
        ContentMap map = fitted(world, row -> true);

        ContentMap read = Objects.requireNonNull(ContentMap.of(map.with(null), D));

        for (int row = 1; row <= 60; row++) {
            assertThat(read.row(world.content(row))).isEqualTo(map.row(world.content(row)));
        }
        assertThat(ContentMap.of(new SourceTables(Map.of(), Map.of()), D)).isNull();
        Map<String, float[]> broken = new HashMap<>(map.with(null).reals());
        broken.put("content.weights", new float[1]);
        SourceTables tables = new SourceTables(broken, map.with(null).whole());
        assertThatThrownBy(() -> ContentMap.of(tables, D))
                .hasMessageContaining("content.weights")
                .hasMessageContaining("must be");
        float[] weights = map.with(null).real("content.weights", 16 * D);
        weights = weights.clone();
        weights[3] = Float.NaN;
        broken.put("content.weights", weights);
        assertThatThrownBy(() -> ContentMap.of(tables, D)).hasMessageContaining("must be finite");
        assertThatThrownBy(() -> ContentMap.of(map.with(null), D + 1))
                .hasMessageContaining("width")
                .hasMessageContaining("must be");
    }

    @Test
    void withoutATrainedRowThereIsNone() {
        assertThat(ContentMap.fit(new float[D], D, row -> Content.NONE, row -> true)).isNull();
        assertThat(fittedOrNull(new World(5, 0), row -> false)).isNull();
    }

    private static ContentMap fitted(World world, java.util.function.IntPredicate learned) {
        return Objects.requireNonNull(fittedOrNull(world, learned));
    }

    private static @org.jspecify.annotations.Nullable ContentMap fittedOrNull(
            World world, java.util.function.IntPredicate learned) {
        return ContentMap.fit(world.table, D, world::content, learned);
    }

    private static double cosine(float[] left, float[] right) {
        double product = 0;
        for (int d = 0; d < D; d++) {
            product += (double) left[d] * right[d];
        }
        return product / (norm(left) * norm(right));
    }

    private static double norm(float[] row) {
        double square = 0;
        for (float value : row) {
            square += (double) value * value;
        }
        return Math.sqrt(square);
    }

    /** Rows that are sums of two categories' vectors, of something of their own, and noise. */
    private static final class World {
        private final float[] table;
        private final Content[] contents;

        World(int items, int vector) {
            SplittableRandom random = new SplittableRandom(7);
            float[][] categories = new float[12][D];
            float[][] own = new float[vector][D];
            for (float[][] rows : List.of(categories, own)) {
                for (float[] row : rows) {
                    for (int d = 0; d < D; d++) {
                        row[d] = (float) random.nextGaussian();
                    }
                }
            }
            table = new float[(items + 1) * D];
            contents = new Content[items + 1];
            for (int row = 1; row <= items; row++) {
                int first = random.nextInt(12);
                int second = random.nextInt(12);
                float[] values = new float[vector];
                for (int v = 0; v < vector; v++) {
                    values[v] = (float) random.nextGaussian();
                }
                for (int d = 0; d < D; d++) {
                    float value = categories[first][d] + categories[second][d];
                    for (int v = 0; v < vector; v++) {
                        value += values[v] * own[v][d];
                    }
                    table[row * D + d] = value + .3f * (float) random.nextGaussian();
                }
                contents[row] = new Content(List.of("c" + first, "c" + second), values);
            }
        }

        Content content(int row) {
            return contents[row];
        }

        float[] row(int row) {
            return Arrays.copyOfRange(table, row * D, (row + 1) * D);
        }
    }
}
