package io.riffle.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.ModelException;
import io.riffle.artifact.ModelStore;
import io.riffle.model.FuxiBeta;
import io.riffle.model.FuxiConfig;
import io.riffle.model.TensorRuntime;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.TrainingSample;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The backbone on its way along the stream: learned from samples, published, saved, restored.
 *
 * <p><b>State</b>: owned by one thread.
 */
final class BackboneLearning implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BackboneLearning.class);
    private static final int MAX_ITEMS = 1 << 28;
    private static final ObjectMapper JSON = StateParts.JSON;

    private final BackboneSettings settings;
    private final ModelStore store;
    private final TensorRuntime runtime;
    private final BackbonePublishing publishing;
    private OnlineBackbone backbone;

    /**
     * Starts from a published backbone, or from nothing.
     *
     * @param start null = from nothing
     * @param fresh architecture of a backbone that starts from nothing
     */
    BackboneLearning(
            BackboneSettings settings,
            BackbonePublishing publishing,
            ModelStore store,
            TensorRuntime runtime,
            @Nullable LoadedModel start,
            FuxiConfig fresh) {
        this.settings = settings;
        this.store = store;
        this.runtime = runtime;
        this.publishing = publishing;
        if (start == null) {
            Map<String, float[]> weights = FuxiBeta.initialise(fresh, settings.seed());
            backbone = backbone(fresh, weights, List.of());
            LOG.info("Learn a backbone from nothing");
        } else {
            backbone =
                    backbone(
                            FuxiConfig.of(start.config()),
                            start.weights(),
                            start.vocabulary().itemIds());
            startFrom(start, 0);
            LOG.info("Learn from backbone version {}", start.version());
        }
    }

    GrowingItems items() {
        return backbone.items();
    }

    long steps() {
        return backbone.steps();
    }

    FuxiConfig config() {
        return backbone.config();
    }

    /** The last published version, as read back; null = none. */
    @Nullable LoadedModel published() {
        return publishing.newest();
    }

    void admit(Iterable<String> itemIds) {
        backbone.admit(itemIds);
    }

    /** Rank of each sample's next item before it is learned; 0 where it has none. */
    int[] ranks(List<TrainingSample> samples) {
        List<TargetSequence> sequences = new ArrayList<>(samples.size());
        for (TrainingSample sample : samples) {
            sequences.addAll(Targets.sequences(List.of(sample), settings.maxEvents()));
        }
        return backbone.ranks(sequences);
    }

    /** Learns one batch; its mean loss. */
    double learn(List<Lesson> lessons, List<TrainingSample> replayed) {
        List<TrainingSample> targets = new ArrayList<>();
        for (Lesson lesson : lessons) {
            if (lesson.teachesNext()) {
                targets.add(lesson.sample());
            }
        }
        List<TargetSequence> sequences =
                new ArrayList<>(Targets.sequences(targets, settings.maxEvents()));
        for (TrainingSample sample : replayed) {
            if (Targets.hasTarget(sample)) {
                sequences.addAll(Targets.sequences(List.of(sample), settings.maxEvents()));
            }
        }
        return backbone.learn(sequences);
    }

    /** Publishes what is due; null when nothing is. */
    @Nullable Publication publishDue(HeldOut heldOut, Map<String, Double> metrics, long now) {
        return publishing.publishDue(backbone, heldOut, metrics, now);
    }

    void write(DataOutput out) throws IOException {
        StateParts.writeBytes(out, JSON.writeValueAsBytes(backbone.config().json()));
        out.writeInt(backbone.items().itemIds().size());
        for (String itemId : backbone.items().itemIds()) {
            out.writeUTF(itemId);
        }
        Map<String, List<String>> categories = backbone.items().described();
        out.writeInt(categories.size());
        for (Map.Entry<String, List<String>> item : categories.entrySet()) {
            out.writeUTF(item.getKey());
            out.writeUTF(String.join("\n", item.getValue()));
        }
        backbone.write(out);
        LoadedModel newest = publishing.newest();
        out.writeLong(newest == null ? 0 : newest.version());
        out.writeLong(publishing.stepsPublished());
    }

    void read(DataInput in) throws IOException {
        FuxiConfig config = FuxiConfig.of(JSON.readTree(StateParts.readBytes(in, 1 << 20)));
        List<String> itemIds = new ArrayList<>();
        for (int left = StateParts.count("items", in.readInt(), MAX_ITEMS); left > 0; left--) {
            itemIds.add(in.readUTF());
        }
        Map<String, List<String>> categories = new LinkedHashMap<>();
        for (int left = StateParts.count("items", in.readInt(), MAX_ITEMS); left > 0; left--) {
            categories.put(in.readUTF(), List.of(in.readUTF().split("\n", -1)));
        }
        backbone.close();
        backbone = backbone(config, zeros(config), itemIds);
        backbone.read(in);
        categories.forEach(backbone.items()::describe);
        long version = in.readLong();
        long steps = in.readLong();
        if (version > 0) {
            startFrom(store.get(ModelUpdate.BACKBONE, version), steps);
        } else {
            publishing.startFrom(null, null, steps);
        }
    }

    @Override
    public void close() {
        backbone.close();
    }

    private void startFrom(LoadedModel model, long steps) {
        long base = model.manifest().baseVersion();
        LoadedModel snapshot = null;
        try {
            snapshot = base == 0 ? model : store.get(ModelUpdate.BACKBONE, base);
        } catch (ModelException e) {
            LOG.warn("Publish a snapshot first: the base {} is gone", base, e);
        }
        publishing.startFrom(model, snapshot, steps);
    }

    /** Weights that the trainer's own state is about to replace. */
    private static Map<String, float[]> zeros(FuxiConfig config) {
        Map<String, float[]> zeros = new LinkedHashMap<>();
        config.tensors()
                .forEach(
                        (name, shape) -> {
                            long size = 1;
                            for (long dimension : shape) {
                                size *= dimension;
                            }
                            zeros.put(name, new float[(int) size]);
                        });
        return zeros;
    }

    private OnlineBackbone backbone(
            FuxiConfig config, Map<String, float[]> weights, List<String> itemIds) {
        return new OnlineBackbone(config, weights, itemIds, settings, runtime);
    }
}
