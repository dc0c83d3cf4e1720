package io.riffle.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.Manifest;
import io.riffle.artifact.Tensor;
import io.riffle.artifact.store.ModelStore;
import io.riffle.model.content.Content;
import io.riffle.model.content.ContentMap;
import io.riffle.model.fuxi.FuxiConfig;
import io.riffle.model.tables.SourceTables;
import io.riffle.schema.Action;
import io.riffle.schema.Candidate;
import io.riffle.schema.Item;
import io.riffle.schema.history.UserHistory;
import io.riffle.serving.testing.ClickStream;
import io.riffle.serving.testing.TestModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Items get rows while users' values are cached: an answer is the one of a recommender that caches
 * nothing, whatever the lag that is allowed. The weights of old rows stay here, so that lagging
 * values are right.
 */
class VocabularyGrowthLawTest {
    private static final int LONGEST = 24;
    private static final int CLICKS = 160;
    private static final long SLOT = 2 * 32 * 16 * 4;
    private static final List<LoadedModel> VERSIONS = new ArrayList<>();
    private static Path folder = Path.of("");

    /** A snapshot of 20 items, and deltas that add ten each. */
    @BeforeContainer
    static void publish() throws IOException {
        folder = Files.createTempDirectory("growth");
        ModelStore store = ModelStore.local(folder);
        LoadedModel whole = TestModels.backbone(51, LONGEST, 2, 3);
        Map<String, Tensor> tensors = tensors(whole, 21);
        FuxiConfig config = FuxiConfig.of(whole.config());
        store.put(draft(config, 21), tensors, items(whole, 21));
        LoadedModel base = store.get("backbone", 1);
        VERSIONS.add(base.with(content(base)));
        for (int rows = 31; rows <= 51; rows += 10) {
            Manifest delta =
                    store.putDelta(
                            draft(config, rows), base, tensors(whole, rows), items(whole, rows));
            VERSIONS.add(store.get("backbone", delta.version()).with(content(base)));
        }
    }

    private static SourceTables content(LoadedModel model) {
        FuxiConfig config = FuxiConfig.of(model.config());
        float[] table = Objects.requireNonNull(model.tensors().get(FuxiConfig.ITEM_TABLE)).data();
        ContentMap map =
                ContentMap.fit(
                        table,
                        config.width(),
                        row -> new Content(List.of(row % 2 == 0 ? "c" : "d"), new float[0]),
                        row -> true);
        return Objects.requireNonNull(map).with(null);
    }

    @AfterContainer
    static void delete() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Property(tries = 8, shrinking = ShrinkingMode.OFF)
    void answersAreThoseWithoutACache(
            @ForAll long seed,
            @ForAll @IntRange(min = 0, max = 3) int lag,
            @ForAll @IntRange(min = 1, max = 8) int slots,
            @ForAll @IntRange(min = 0, max = 8) int spare,
            @ForAll @IntRange(min = 1, max = 9) int bundleSize) {
        ClickStream stream = new ClickStream(new Random(seed), 4, CLICKS, 51, LONGEST + spare);
        ServingOptions options = options((slots + 1) * SLOT, lag);
        assertCachesNothing(stream, options, bundleSize, lag);
    }

    /** A row of its own is another one than the provisional: values are renewed at once here. */
    @Property(tries = 8, shrinking = ShrinkingMode.OFF)
    void provisionalRowsAreReadAsOthers(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 8) int slots,
            @ForAll @IntRange(min = 1, max = 40) int provisional,
            @ForAll @IntRange(min = 1, max = 9) int bundleSize) {
        ClickStream stream = new ClickStream(new Random(seed), 4, CLICKS, 51, LONGEST);
        ServingOptions options = options((slots + 1) * SLOT, 0).withProvisionalItems(provisional);
        assertCachesNothing(stream, options, bundleSize, 0);
    }

    /** Of the same backbone: nothing else tells that the rows are others'. */
    @Example
    void anotherRecommenderNumbersProvisionalRowsAnew() {
        UserHistory history = clicked("item-1", "a", "item-2", "a");
        ServingOptions cached = everything(4 * SLOT);
        try (Recommender first = new Recommender(VERSIONS.get(0), null, cached);
                Recommender next = new Recommender(VERSIONS.get(0), null, cached);
                Recommender without = new Recommender(VERSIONS.get(0), null, everything(0))) {
            List.of("a", "b", "e").forEach(itemId -> first.describe(item(itemId, "c")));
            answer(first, history);
            next.adopt(first, id -> true);
            for (String itemId : List.of("b", "e", "a")) {
                next.describe(item(itemId, itemId.equals("e") ? "d" : "c"));
                without.describe(item(itemId, itemId.equals("e") ? "d" : "c"));
            }
            history.add("item-3", 5_000, Action.CLICK, 5);
            Answer found = answer(next, history);
            assertAlike(found, answer(without, history), "after the swap");
            assertThat(found.candidates())
                    .extracting(Candidate::itemId)
                    .contains("b", "e")
                    .doesNotContain("a");
        }
    }

    @Example
    void aCorrectedItemIsReadAnew() {
        UserHistory history = clicked("item-1", "a", "item-2");
        try (Recommender cached = new Recommender(VERSIONS.get(0), null, everything(4 * SLOT));
                Recommender without = new Recommender(VERSIONS.get(0), null, everything(0))) {
            cached.describe(item("a", "c"));
            answer(cached, history);
            cached.describe(item("a", "d"));
            without.describe(item("a", "d"));
            history.add("item-3", 4_000, Action.CLICK, 4);
            assertAlike(answer(cached, history), answer(without, history), "corrected");
        }
    }

    private static void assertCachesNothing(
            ClickStream stream, ServingOptions options, int bundleSize, int lag) {
        List<Answer> found = run(stream, options, bundleSize);
        List<Answer> wanted =
                run(stream, options(0, lag).withProvisionalItems(options.provisionalItems()), 1);
        for (int i = 0; i < CLICKS; i++) {
            assertAlike(found.get(i), wanted.get(i), "click " + i);
            assertThat(found.get(i).candidates())
                    .extracting(Candidate::itemId)
                    .as("click %d", i)
                    .doesNotContain(stream.keptItem(i));
        }
    }

    /** The same clicks, with a swap after every quarter of them. */
    private static List<Answer> run(ClickStream stream, ServingOptions options, int bundleSize) {
        Map<String, UserHistory> histories = new HashMap<>();
        List<Answer> answers = new ArrayList<>();
        Recommender serving = new Recommender(VERSIONS.get(0), null, options);
        for (int version = 0; version < VERSIONS.size(); version++) {
            if (version > 0) {
                Recommender next = new Recommender(VERSIONS.get(version), null, options);
                next.adopt(serving, id -> true);
                serving.close();
                serving = next;
            }
            int from = CLICKS / VERSIONS.size() * version;
            int to = CLICKS / VERSIONS.size() * (version + 1);
            int between = (from + to) / 2;
            answers.addAll(stream.answers(serving, bundleSize, from, between, histories));
            for (int item = 50; item > 20; item -= 2) {
                String itemId = VERSIONS.get(VERSIONS.size() - 1).vocabulary().itemId(item);
                serving.describe(item(itemId, "c"));
            }
            answers.addAll(stream.answers(serving, bundleSize, between, to, histories));
        }
        serving.close();
        return answers;
    }

    private static UserHistory clicked(String... itemIds) {
        UserHistory history = UserHistory.empty(LONGEST);
        for (String itemId : itemIds) {
            long n = history.arrivals() + 1;
            history.add(itemId, 1_000 * n, Action.CLICK, n);
        }
        return history;
    }

    private static Answer answer(Recommender recommender, UserHistory history) {
        Query query = new Query("r", 0, 0, history.endSequence(), 9_000, Set.of());
        Turn turn = new Turn("u", history, null, List.of(query));
        return recommender.recommend(List.of(turn)).get(0).get(0);
    }

    private static Item item(String itemId, String category) {
        return new Item(itemId, "", List.of(category), 0, Map.of());
    }

    /** Slates of all that there is. */
    private static ServingOptions everything(long cacheBytes) {
        return new ServingOptions(10, 40, 6, cacheBytes, 3, 0, "cpu").withProvisionalItems(8);
    }

    private static void assertAlike(Answer found, Answer wanted, String click) {
        assertThat(found.candidates()).as(click).hasSameSizeAs(wanted.candidates());
        for (int i = 0; i < wanted.candidates().size(); i++) {
            assertThat(found.candidates().get(i).generatorScore())
                    .as(click)
                    .isCloseTo(wanted.candidates().get(i).generatorScore(), within(1e-5f));
        }
    }

    private static ServingOptions options(long cacheBytes, int lag) {
        return new ServingOptions(10, 15, 6, cacheBytes, 3, lag, "cpu");
    }

    private static Manifest draft(FuxiConfig config, int rows) {
        return Manifest.draft("backbone", config.withItems(rows).json());
    }

    private static List<String> items(LoadedModel whole, int rows) {
        return whole.vocabulary().itemIds().subList(0, rows - 1);
    }

    private static Map<String, Tensor> tensors(LoadedModel whole, int rows) {
        Map<String, Tensor> tensors = new LinkedHashMap<>(whole.tensors());
        Tensor table = Objects.requireNonNull(tensors.get("item_embedding"));
        int width = (int) table.shape()[1];
        float[] some = java.util.Arrays.copyOf(table.data(), rows * width);
        tensors.put("item_embedding", new Tensor(new long[] {rows, width}, some));
        return tensors;
    }
}
