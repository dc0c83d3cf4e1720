package io.riffle.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.Manifest;
import io.riffle.artifact.Tensor;
import io.riffle.artifact.store.ModelStore;
import io.riffle.model.fuxi.FuxiConfig;
import io.riffle.schema.Action;
import io.riffle.schema.history.UserHistory;
import io.riffle.serving.testing.TestModels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaggingSlotsTest {
    private static final LoadedModel MODEL = TestModels.backbone(40, 24, 2, 3);
    private static final long SLOT = 2 * 32 * 16 * 4;

    @TempDir private Path folder;

    @Test
    void slotThatIsFilledAnewIsAsNewAsTheWeights() {
        try (Recommender first = recommender(MODEL);
                Recommender second = recommender(TestModels.again(MODEL, 2, 99));
                Recommender third = recommender(TestModels.again(MODEL, 3, 98))) {
            first.recommend(List.of(turn("a", 1, 12), turn("b", 1, 12)));
            second.adopt(first, id -> true);
            // Only one is renewed in a bundle; the other's events are all others by now.
            second.recommend(List.of(turn("a", 1, 13), turn("b", 20, 12)));
            third.adopt(second, id -> true);
            assertThat(third.cached("a")).isTrue();
            assertThat(third.cached("b")).isTrue();
            third.recommend(List.of(turn("a", 1, 14), turn("b", 20, 13)));
            assertThat(third.counts().prefilled() + third.counts().extended()).isEqualTo(2);
        }
    }

    @Test
    void valuesGoOnOnlyWhereAllItemsKeepTheirRows() {
        ModelStore store = ModelStore.local(folder);
        List<String> items = MODEL.vocabulary().itemIds();
        Manifest draft = Manifest.draft("backbone", MODEL.config());
        store.put(draft, MODEL.tensors(), items);
        LoadedModel base = store.get("backbone", 1);
        LoadedModel one = delta(store, base, "new-1");
        LoadedModel more = delta(store, base, "new-1", "new-2");
        LoadedModel other = delta(store, base, "new-3", "new-1");
        assertThat(one.baseRows()).isEqualTo(40);
        assertThat(goesOn(base, base)).isTrue();
        assertThat(goesOn(base, one)).isTrue();
        assertThat(goesOn(one, more)).isTrue();
        assertThat(goesOn(one, other)).isFalse();
        assertThat(goesOn(more, one)).isFalse();
        assertThat(goesOn(base, TestModels.again(MODEL, 9, 5))).isTrue();
        assertThat(goesOn(base, TestModels.backbone(41, 24, 2, 3))).isFalse();
    }

    private static boolean goesOn(LoadedModel from, LoadedModel to) {
        try (Recommender before = recommender(from);
                Recommender after = recommender(to)) {
            before.recommend(List.of(turn("a", 1, 12)));
            after.adopt(before, id -> true);
            return after.cached("a");
        }
    }

    private static LoadedModel delta(ModelStore store, LoadedModel base, String... added) {
        List<String> items = new ArrayList<>(base.vocabulary().itemIds());
        items.addAll(List.of(added));
        FuxiConfig config = FuxiConfig.of(base.config()).withItems(items.size() + 1);
        Map<String, Tensor> tensors = new LinkedHashMap<>(base.tensors());
        float[] table = Objects.requireNonNull(tensors.get("item_embedding")).data();
        long[] shape = {config.items(), config.width()};
        tensors.put(
                "item_embedding",
                new Tensor(shape, Arrays.copyOf(table, config.items() * config.width())));
        Manifest draft = Manifest.draft("backbone", config.json());
        return store.get("backbone", store.putDelta(draft, base, tensors, items).version());
    }

    private static Recommender recommender(LoadedModel model) {
        return new Recommender(model, null, new ServingOptions(5, 8, 0, 9 * SLOT, 1, 1, "cpu"));
    }

    private static Turn turn(String user, int firstItem, int events) {
        UserHistory history = UserHistory.empty(50);
        for (int i = 0; i < events; i++) {
            history.add("item-" + (firstItem + i), 1_000L * i, Action.CLICK, 100L * firstItem + i);
        }
        Query query = new Query(user, 0, 0, events, 1_000L * events, Set.of());
        return new Turn(user, history, null, List.of(query));
    }
}
