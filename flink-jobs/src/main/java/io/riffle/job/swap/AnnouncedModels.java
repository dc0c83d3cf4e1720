package io.riffle.job.swap;

import io.riffle.job.models.ModelLife;
import io.riffle.job.models.ModelVersion;
import io.riffle.job.models.Stage;
import io.riffle.job.state.CodecSerializer;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.codec.ModelUpdateCodec;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * What was announced, as the stream said it: of each model the newest {@link ModelLife#MOST}
 * announcements in the order of their coming, whatever became of them. So it is the same in all
 * subtasks, and any of them can be restored from any.
 *
 * <p>Beside it, what a restart should know of this subtask: what serves, what served before, and
 * the rerankers that wait, by the fingerprint that they wait for. These say where to begin; what
 * serves in the end follows from what was announced.
 *
 * <p><b>State</b>: broadcast. It holds announcements; the weights are files. State of releases that
 * knew the newest announcement alone is read.
 */
public final class AnnouncedModels {

    private static final String SEPARATOR = "/";

    private final BroadcastState<String, ModelUpdate> announced;
    private final BroadcastState<String, ModelUpdate> newest; // of earlier releases
    private final BroadcastState<String, ModelUpdate> inUse;
    private final BroadcastState<String, ModelUpdate> previous;
    private final BroadcastState<String, ModelUpdate> waiting;

    /** Announcements as they were checkpointed, or none. */
    public AnnouncedModels(OperatorStateStore store) throws Exception {
        this.announced = store.getBroadcastState(descriptor("announced-models"));
        this.newest = store.getBroadcastState(descriptor("newest-models"));
        this.inUse = store.getBroadcastState(descriptor("models-in-use"));
        this.previous = store.getBroadcastState(descriptor("previous-models"));
        this.waiting = store.getBroadcastState(descriptor("waiting-rerankers"));
        for (Map.Entry<String, ModelUpdate> old : newest.entries()) {
            for (BroadcastState<String, ModelUpdate> served : List.of(previous, inUse)) {
                ModelUpdate update = served.get(old.getKey());
                if (update != null) {
                    add(update);
                }
            }
            add(old.getValue());
        }
        newest.clear();
    }

    /** Remembers an announcement; one that is remembered already stays where it is. */
    void add(ModelUpdate update) throws Exception {
        NavigableMap<Long, ModelUpdate> known = announcedOf(update.model());
        if (known.containsValue(update)) {
            return;
        }
        long next = known.isEmpty() ? 0 : known.lastKey() + 1;
        announced.put(update.model() + SEPARATOR + next, update);
        if (known.size() >= ModelLife.MOST) {
            announced.remove(update.model() + SEPARATOR + known.firstKey());
        }
    }

    /** A model's life at a start. */
    ModelLife life(String model, @Nullable String configured, long now) throws Exception {
        List<ModelUpdate> known = List.copyOf(announcedOf(model).values());
        Map<String, ModelUpdate> waited = new LinkedHashMap<>();
        if (model.equals(ModelUpdate.RERANKER)) {
            for (Map.Entry<String, ModelUpdate> entry : waiting.entries()) {
                waited.put(entry.getKey(), entry.getValue());
            }
        }
        return ModelLife.start(model, configured, known, served(model), waited, now);
    }

    /** What served at the checkpoint, and what served before it: to begin with. */
    List<ModelUpdate> served(String model) throws Exception {
        return Stream.of(inUse.get(model), previous.get(model)).filter(Objects::nonNull).toList();
    }

    /**
     * Remembers how far a model's versions have come. Where nothing announced serves, what did
     * serve is still where the next start begins.
     */
    void follow(String model, ModelLife life) throws Exception {
        Map<String, ModelUpdate> waited = new HashMap<>();
        for (ModelVersion version : life.versions()) {
            ModelUpdate update = version.update();
            if (update == null) {
                continue;
            }
            if (version.stage() == Stage.IN_USE) {
                inUse.put(model, update);
            } else if (version.stage() == Stage.PREVIOUS) {
                previous.put(model, update);
            } else if (version.stage() == Stage.WAITING && version.fingerprint() != null) {
                waited.put(version.fingerprint(), update);
            }
        }
        if (model.equals(ModelUpdate.RERANKER)) {
            waiting.clear();
            waiting.putAll(waited);
        }
    }

    /** In the order of their coming. */
    private NavigableMap<Long, ModelUpdate> announcedOf(String model) throws Exception {
        TreeMap<Long, ModelUpdate> ordered = new TreeMap<>();
        for (Map.Entry<String, ModelUpdate> entry : announced.entries()) {
            String key = entry.getKey();
            int at = key.lastIndexOf(SEPARATOR);
            if (key.substring(0, at).equals(model)) {
                ordered.put(Long.valueOf(key.substring(at + 1)), entry.getValue());
            }
        }
        return ordered;
    }

    private static MapStateDescriptor<String, ModelUpdate> descriptor(String name) {
        return new MapStateDescriptor<>(
                name, StringSerializer.INSTANCE, new CodecSerializer<>(ModelUpdateCodec.class));
    }
}
