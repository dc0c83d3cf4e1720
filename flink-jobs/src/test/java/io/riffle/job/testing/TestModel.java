package io.riffle.job.testing;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.Manifest;
import io.riffle.artifact.Tensor;
import io.riffle.artifact.store.ModelStore;
import io.riffle.job.testing.Oracle.Event;
import io.riffle.model.fuxi.FuxiConfig;
import io.riffle.model.fuxi.TimeFunction;
import io.riffle.schema.Action;
import io.riffle.schema.RankedItem;
import io.riffle.schema.history.UserHistory;
import io.riffle.serving.Query;
import io.riffle.serving.Recommender;
import io.riffle.serving.ServingOptions;
import io.riffle.serving.Turn;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** A real but tiny backbone with seeded random weights, of the items item-1 to item-39. */
public final class TestModel implements Oracle.Model, AutoCloseable {

    static final int ITEMS = 40;
    static final int MAX_HISTORY = 8;
    public static final int SLATE = 5;

    private static final FuxiConfig CONFIG =
            new FuxiConfig(
                    ITEMS, 8, 2, 4, 2, 16, MAX_HISTORY, 10, TimeFunction.POW, 1e-6f, 1e-6f, 0.05f);

    private final Recommender recommender;
    private final long version;

    /** What the job would load. */
    public TestModel(LoadedModel model) {
        this.version = model.version();
        this.recommender =
                new Recommender(model, null, new ServingOptions(SLATE, 10, 2, 0, 16, 0, "cpu"));
    }

    /** Publishes version after version, each with other weights. */
    public static Manifest publish(Path store, long seed) {
        return publish(store, seed, 1);
    }

    /** As above, with weights that many times as large. */
    public static Manifest publish(Path store, long seed, float scale) {
        Random random = new Random(seed);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        CONFIG.tensors()
                .forEach(
                        (name, shape) -> {
                            int size = 1;
                            for (long length : shape) {
                                size *= (int) length;
                            }
                            float[] values = new float[size];
                            for (int i = 0; i < size; i++) {
                                values[i] = scale * 0.5f * (float) random.nextGaussian();
                            }
                            tensors.put(name, new Tensor(shape, values));
                        });
        List<String> items = new ArrayList<>();
        for (int row = 1; row < ITEMS; row++) {
            items.add("item-" + row);
        }
        return ModelStore.local(store)
                .put(Manifest.draft("backbone", CONFIG.json()), tensors, items);
    }

    @Override
    public long version() {
        return version;
    }

    @Override
    public boolean knows(String itemId) {
        return itemId.startsWith("item-");
    }

    @Override
    public int maxHistory() {
        return MAX_HISTORY;
    }

    @Override
    public int hop() {
        return 2;
    }

    @Override
    public List<String> slate(
            List<Event> events, int windowStart, long queryTime, Set<String> excluded) {
        UserHistory history = UserHistory.empty(Math.max(1, events.size()));
        for (Event event : events) {
            history.add(event.itemId(), event.time(), Action.CLICK, history.arrivals());
        }
        Query query = new Query("r", 0, windowStart, history.endSequence(), queryTime, excluded);
        return recommender
                .recommend(List.of(new Turn("u", history, null, List.of(query))))
                .get(0)
                .get(0)
                .slate()
                .stream()
                .map(RankedItem::itemId)
                .toList();
    }

    @Override
    public void close() {
        recommender.close();
    }
}
