package io.riffle.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.artifact.ArtifactFiles;
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
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models in training: learns a batch with each, publishes them, saves and restores them.
 *
 * <p><b>State</b>: owned by one thread.
 */
final class OnlineModels implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OnlineModels.class);
    private static final String FOLDER = "/training/";
    private static final int VERSION = 1;
    private static final int MAX_ITEMS = 1 << 28;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final OnlineSettings settings;
    private final ArtifactFiles files;
    private final String root;
    private final ModelStore store;
    private final LongSupplier clock;
    private final TensorRuntime runtime = TensorRuntime.open("cpu");
    private final BackbonePublishing publishing;
    private final Map<Publication.Gate, Long> refused = new EnumMap<>(Publication.Gate.class);
    private OnlineBackbone backbone;

    OnlineModels(
            OnlineSettings settings,
            PublishCadence cadence,
            PublishGates gates,
            ArtifactFiles files,
            String root,
            @Nullable String start,
            BackboneShape fresh,
            LongSupplier clock) {
        this.settings = settings;
        this.files = files;
        this.root = root;
        this.clock = clock;
        this.store = new ModelStore(files, root);
        this.publishing =
                new BackbonePublishing(
                        cadence,
                        new ModelPublisher(store, gates, clock),
                        runtime,
                        clock.getAsLong());
        boolean nothing = start == null && store.newest(ModelUpdate.BACKBONE).isEmpty();
        if (nothing) {
            FuxiConfig config = fresh.config(1);
            Map<String, float[]> weights = FuxiBeta.initialise(config, settings.seed());
            backbone = backbone(config, weights, List.of());
            LOG.info("Learn a backbone from nothing");
        } else {
            LoadedModel model =
                    ModelStore.read(files, start == null ? root : start, ModelUpdate.BACKBONE);
            backbone =
                    backbone(
                            FuxiConfig.of(model.config()),
                            model.weights(),
                            model.vocabulary().itemIds());
            startFrom(model, 0);
            LOG.info("Learn from backbone version {}", model.version());
        }
    }

    GrowingItems items() {
        return backbone.items();
    }

    long steps() {
        return backbone.steps();
    }

    FuxiConfig backboneConfig() {
        return backbone.config();
    }

    @Nullable LoadedModel published() {
        return publishing.newest();
    }

    ModelStore store() {
        return store;
    }

    Map<Publication.Gate, Long> refused() {
        return Map.copyOf(refused);
    }

    void admit(Set<String> itemIds) {
        backbone.admit(itemIds);
    }

    /** Rank of each sample's next item before it is learned; 0 where it has none. */
    int[] ranks(List<TrainingSample> samples) {
        List<TargetSequence> sequences = new ArrayList<>(samples.size());
        for (TrainingSample sample : samples) {
            sequences.addAll(Targets.sequences(List.of(sample), settings.backbone().maxEvents()));
        }
        return backbone.ranks(sequences);
    }

    /** Learns one batch; the backbone's mean loss. */
    double learn(List<Lesson> lessons, List<TrainingSample> replayed, BacklogPolicy.Mode mode) {
        int maxEvents = settings.backbone().maxEvents();
        List<TrainingSample> targets = new ArrayList<>();
        for (Lesson lesson : lessons) {
            if (lesson.teachesNext()) {
                targets.add(lesson.sample());
            }
        }
        List<TargetSequence> sequences = new ArrayList<>(Targets.sequences(targets, maxEvents));
        for (TrainingSample sample : replayed) {
            if (Targets.hasTarget(sample)) {
                sequences.addAll(Targets.sequences(List.of(sample), maxEvents));
            }
        }
        return backbone.learn(sequences);
    }

    List<ModelUpdate> publishDue(HeldOut heldOut, Map<String, Double> metrics) {
        List<ModelUpdate> updates = new ArrayList<>();
        Publication publication =
                publishing.publishDue(backbone, heldOut, metrics, clock.getAsLong());
        if (publication instanceof Publication.Published published) {
            updates.add(published.update());
        } else if (publication instanceof Publication.Refused refusal) {
            refused.merge(refusal.gate(), 1L, Long::sum);
            LOG.warn("Do not publish the backbone: {}", refusal.message());
        }
        return updates;
    }

    String save(String name, TrainerFile.Writing rest) throws IOException {
        String uri = root + FOLDER + name;
        TrainerFile.write(
                files,
                uri,
                out -> {
                    out.writeByte(VERSION);
                    write(out);
                    rest.to(out);
                });
        return uri;
    }

    void restore(String uri, TrainerFile.Reading rest) throws IOException {
        TrainerFile.read(
                files,
                uri,
                in -> {
                    StateParts.version("trainer's state", VERSION, in.readUnsignedByte());
                    read(in);
                    rest.from(in);
                });
        LOG.info("Restore the trainer of step {} from {}", backbone.steps(), uri);
    }

    @Override
    public void close() {
        backbone.close();
    }

    private void write(DataOutput out) throws IOException {
        byte[] config = JSON.writeValueAsBytes(backbone.config().json());
        StateParts.writeBytes(out, config);
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

    private void read(DataInput in) throws IOException {
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
        return new OnlineBackbone(config, weights, itemIds, settings.backbone(), runtime);
    }
}
