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
import io.riffle.schema.condition.Condition;
import io.riffle.serving.conditions.CatalogueFeed;
import io.riffle.serving.conditions.CatalogueIndex;
import io.riffle.serving.conditions.Shop;
import io.riffle.serving.testing.TestModels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Under a condition as many items come as satisfy it, the same as by looking at each one. */
class MaskedProposalLawTest {
    private static final int WIDTH = 16;

    @Property(tries = 15, shrinking = ShrinkingMode.OFF)
    void proposalsAreThoseOfLookingAtEveryItem(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        compare(random, random.nextBoolean() ? 60 : 4_000);
    }

    /** As many as the largest catalogues have. */
    @Test
    @Tag("chaos") // long: ./mvnw verify -Pchaos
    void soAreThoseOfAMillionItems() throws Exception {
        compare(new Random(1), 1_000_000);
    }

    private static void compare(Random random, int rows) throws Exception {
        LoadedModel model = TestModels.backbone(rows, 8, 1, random.nextLong());
        FuxiConfig config = FuxiConfig.of(model.config());
        // Some of the items that the model knows have rows of their own, two are provisional.
        Vocabulary vocabulary = named(rows - 2);
        Shop shop = new Shop();
        CatalogueIndex catalogue = new CatalogueIndex(Shop.FILTERABLE);
        CatalogueFeed feed = catalogue.feed();
        for (int i = rows + 20; i > 0; i--) {
            list(shop, feed, random, rows);
        }
        try (NDManager manager = TensorRuntime.open("cpu").newManager();
                FuxiBeta backbone = new FuxiBeta(config, model.weights(), manager);
                ItemIndex index = new ItemIndex(backbone, vocabulary, manager)) {
            for (int bundle = 0; bundle < 12; bundle++) {
                if (bundle == 5 || bundle == 8) {
                    index.place("i" + (bundle == 5 ? rows - 2 : rows - 1));
                }
                index.visibility().withdraw("i" + (1 + random.nextInt(rows - 3)));
                list(shop, feed, random, rows);
                check(shop, catalogue, index, manager, random);
            }
            try (ItemIndex next = new ItemIndex(backbone, named(rows), manager)) {
                assertThat(next.withdrawAsIn(index)).isEqualTo(rows - 2);
                for (int bundle = 0; bundle < 4; bundle++) {
                    list(shop, feed, random, rows);
                    check(shop, catalogue, next, manager, random);
                }
            }
        }
    }

    private static void check(
            Shop shop, CatalogueIndex catalogue, ItemIndex index, NDManager manager, Random random)
            throws Exception {
        int queries = 1 + random.nextInt(4);
        float[] users = new float[queries * WIDTH];
        for (int i = 0; i < users.length; i++) {
            users[i] = (float) random.nextGaussian() / 4;
        }
        long time = Shop.time(random);
        List<Wanted> wanted = new ArrayList<>();
        List<Condition> asked = new ArrayList<>();
        for (int query = 0; query < queries; query++) {
            // Now and then without a condition, and now and then the same one again.
            Condition condition = Shop.condition(new Random(random.nextInt(6)), 2);
            boolean any = random.nextInt(4) == 0;
            asked.add(condition);
            int[] seen = {1 + random.nextInt(20), 1 + random.nextInt(20)};
            wanted.add(
                    new Wanted(
                            seen,
                            1 + random.nextInt(30),
                            any ? null : index.mask(catalogue.select(condition, time))));
        }
        try (NDManager scratch = manager.newSubManager()) {
            NDArray users_QD = scratch.create(users, new Shape(queries, WIDTH));
            List<List<Candidate>> proposed = index.propose(users_QD, wanted);
            List<Wanted> everything = new ArrayList<>();
            wanted.forEach(of -> everything.add(new Wanted(of.excluded(), index.rows(), null)));
            List<List<Candidate>> all = index.propose(users_QD, everything);
            for (int query = 0; query < queries; query++) {
                List<Candidate> expected = new ArrayList<>();
                boolean masked = wanted.get(query).mask() != null;
                for (Candidate candidate : all.get(query)) {
                    boolean satisfies =
                            !masked || shop.satisfies(candidate.itemId(), asked.get(query), time);
                    if (satisfies && expected.size() < wanted.get(query).most()) {
                        expected.add(candidate);
                    }
                }
                assertThat(proposed.get(query)).isEqualTo(expected);
            }
        }
    }

    @Property(tries = 30)
    void aHeapUnderAMaskKeepsWhatOneOfTheMaskedRowsAloneKeeps(@ForAll long seed) {
        Random random = new Random(seed);
        int rows = 2 + random.nextInt(300);
        RowMarks marks = new RowMarks(rows);
        RowMask mask = RowMask.empty(rows);
        RowMarks outside = new RowMarks(rows);
        float[] scores = new float[rows];
        Set<Integer> in = new HashSet<>();
        for (int row = 1; row < rows; row++) {
            scores[row] = random.nextInt(20);
            if (random.nextInt(3) == 0) {
                mask.add(row);
                in.add(row);
            } else {
                outside.mark(row);
            }
        }
        assertThat(mask.count()).isEqualTo(in.size());
        TopK masked = new TopK(5);
        TopK plain = new TopK(5);
        for (int from = 1; from < rows; from += 37) {
            int length = Math.min(37, rows - from);
            float[] block = Arrays.copyOfRange(scores, from, from + length);
            masked.offer(block, length, from, marks, mask);
            plain.offer(block, length, from, outside);
        }
        assertThat(masked.size()).isEqualTo(plain.size());
        int[][] best = new int[2][masked.size()];
        masked.drain(best[0], new float[best[0].length]);
        plain.drain(best[1], new float[best[1].length]);
        assertThat(best[0]).isEqualTo(best[1]);
    }

    private static void list(Shop shop, CatalogueFeed feed, Random random, int rows) {
        String itemId = "i" + random.nextInt(rows + 10);
        if (random.nextInt(8) == 0) {
            shop.withdraw(itemId);
            feed.withdraw(itemId);
        } else {
            var item = Shop.item(random, itemId);
            shop.list(item);
            feed.list(item);
        }
    }

    private static Vocabulary named(int rows) {
        List<String> ids = new ArrayList<>();
        for (int row = 1; row < rows; row++) {
            ids.add("i" + row);
        }
        return Vocabulary.of(ids);
    }
}
