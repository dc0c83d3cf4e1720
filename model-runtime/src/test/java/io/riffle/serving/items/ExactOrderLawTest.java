package io.riffle.serving.items;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.Vocabulary;
import io.riffle.model.engine.TensorRuntime;
import io.riffle.model.fuxi.FuxiBeta;
import io.riffle.model.fuxi.FuxiConfig;
import io.riffle.schema.Candidate;
import io.riffle.serving.testing.TestModels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/** The same user vector has the same candidates, bit for bit, whatever it is scored beside. */
class ExactOrderLawTest {
    private static final int MOST = 20;

    /** Rows whose every second one is near the one before it, and some that are the same. */
    private static LoadedModel model(int rows, Random random) {
        LoadedModel model = TestModels.backbone(rows, 8, 1, random.nextLong());
        FuxiConfig config = FuxiConfig.of(model.config());
        Map<String, float[]> weights = model.weights();
        float[] table = Objects.requireNonNull(weights.get("item_embedding"));
        int width = config.width();
        for (int row = 2; row < rows; row += 2) {
            for (int d = 0; d < width; d++) {
                float tiny = row % 8 == 0 ? 0 : 1e-7f * random.nextFloat();
                table[row * width + d] = table[(row - 1) * width + d] * (1 + tiny);
            }
        }
        return TestModels.loaded(config, weights, 1);
    }

    @Property(tries = 10, shrinking = ShrinkingMode.OFF)
    void scoresAndOrderDoNotDependOnTheBundle(
            @ForAll long seed, @ForAll @IntRange(min = 30, max = 900) int rows) {
        Random random = new Random(seed);
        LoadedModel model = model(rows, random);
        try (NDManager manager = TensorRuntime.open("cpu").newManager();
                FuxiBeta backbone =
                        new FuxiBeta(FuxiConfig.of(model.config()), model.weights(), manager);
                ItemIndex index = new ItemIndex(backbone, model.vocabulary(), manager)) {
            float[] users = new float[37 * 16];
            for (int i = 0; i < users.length; i++) {
                users[i] = (float) random.nextGaussian() / 4;
            }
            int[][] seen = new int[37][];
            Arrays.setAll(seen, i -> new int[] {1 + random.nextInt(rows - 1)});
            List<List<Candidate>> alone = proposals(index, manager, users, seen, 1);
            assertThat(proposals(index, manager, users, seen, 2)).isEqualTo(alone);
            assertThat(proposals(index, manager, users, seen, 5)).isEqualTo(alone);
            assertThat(proposals(index, manager, users, seen, 37)).isEqualTo(alone);
            assertExact(alone, users, seen, rowsOf(backbone, manager), model.vocabulary());
        }
    }

    @Example
    void manyEqualRowsAreTakenFromTheLowestOn() {
        LoadedModel model = TestModels.backbone(400, 8, 1, 5);
        float[] table = Objects.requireNonNull(model.weights().get("item_embedding"));
        for (int row = 2; row < 400; row++) {
            System.arraycopy(table, 16, table, row * 16, 16);
        }
        try (NDManager manager = TensorRuntime.open("cpu").newManager();
                FuxiBeta backbone =
                        new FuxiBeta(FuxiConfig.of(model.config()), model.weights(), manager);
                ItemIndex index = new ItemIndex(backbone, model.vocabulary(), manager)) {
            float[] users = new float[16];
            Arrays.fill(users, 0.25f);
            int[][] seen = {{3}};
            List<String> ids =
                    proposals(index, manager, users, seen, 1).get(0).stream()
                            .map(Candidate::itemId)
                            .toList();
            assertThat(ids).hasSize(MOST).startsWith("item-1", "item-2", "item-4", "item-5");
            assertThat(ids).endsWith("item-21");
        }
    }

    /** Against all rows, scored one by one in doubles. */
    private static void assertExact(
            List<List<Candidate>> found,
            float[] users,
            int[][] seen,
            float[] table,
            Vocabulary vocabulary) {
        for (int query = 0; query < found.size(); query++) {
            List<Candidate> all = new ArrayList<>();
            for (int row = 1; row < vocabulary.rows(); row++) {
                double[] sums = new double[4];
                for (int d = 0; d < 16; d++) {
                    sums[d % 4] += (double) users[query * 16 + d] * table[row * 16 + d];
                }
                double sum = (sums[0] + sums[1]) + (sums[2] + sums[3]);
                if (row != seen[query][0]) {
                    all.add(new Candidate(vocabulary.itemId(row), (float) sum, new float[0]));
                }
            }
            all.sort(Comparator.comparing(Candidate::generatorScore).reversed());
            assertThat(found.get(query)).hasSize(Math.min(MOST, all.size()));
            for (int i = 0; i < found.get(query).size(); i++) {
                assertThat(found.get(query).get(i).itemId()).isEqualTo(all.get(i).itemId());
                assertThat(found.get(query).get(i).generatorScore())
                        .isEqualTo(all.get(i).generatorScore());
            }
        }
    }

    private static float[] rowsOf(FuxiBeta backbone, NDManager manager) {
        try (NDManager scratch = manager.newSubManager()) {
            return backbone.targets(scratch).toFloatArray();
        }
    }

    private static List<List<Candidate>> proposals(
            ItemIndex index, NDManager manager, float[] users, int[][] seen, int bundle) {
        List<List<Candidate>> all = new ArrayList<>();
        for (int from = 0; from < seen.length; from += bundle) {
            int to = Math.min(seen.length, from + bundle);
            try (NDManager scratch = manager.newSubManager()) {
                NDArray some =
                        scratch.create(
                                Arrays.copyOfRange(users, from * 16, to * 16),
                                new Shape(to - from, 16));
                all.addAll(index.propose(some, Arrays.copyOfRange(seen, from, to), MOST));
            }
        }
        return all;
    }
}
