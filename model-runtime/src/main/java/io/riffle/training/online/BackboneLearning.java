package io.riffle.training.online;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.ModelException;
import io.riffle.model.engine.TensorRuntime;
import io.riffle.model.fuxi.FuxiConfig;
import io.riffle.schema.TrainingSample;
import io.riffle.training.judge.Judge;
import io.riffle.training.judge.Judges;
import io.riffle.training.publish.BackbonePublishing;
import io.riffle.training.publish.LearnedSources;
import io.riffle.training.publish.Publication;
import io.riffle.training.samples.Lesson;
import io.riffle.training.state.StateParts;
import io.riffle.training.state.TrainerFile;
import io.riffle.training.stream.BackboneSettings;
import io.riffle.training.stream.GrowingItems;
import io.riffle.training.stream.OnlineBackbone;
import java.io.ByteArrayInputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The backbone on its way along the stream: learned from samples, published, saved, restored.
 *
 * <p><b>State</b>: owned by one thread.
 */
public final class BackboneLearning implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BackboneLearning.class);
    private static final ObjectMapper JSON = StateParts.JSON;
    private static final int MAX_CONFIG = 1 << 20;
    private static final int MAX_STATE = Integer.MAX_VALUE - 8;

    private final BackboneSettings settings;
    private final NamedBackbones named;
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
            NamedBackbones named,
            TensorRuntime runtime,
            @Nullable LoadedModel start,
            FuxiConfig fresh) {
        this.settings = settings;
        this.named = named;
        this.runtime = runtime;
        this.publishing = publishing;
        if (start == null) {
            backbone = OnlineBackbone.fresh(fresh, settings, runtime);
            LOG.info("Learn a backbone from nothing");
        } else {
            backbone = OnlineBackbone.of(start, settings, runtime);
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

    /** Of the softmax over scores. */
    float temperature() {
        return backbone.config().temperature();
    }

    /** Steps that were left out, since they were not finite. */
    long leftOut() {
        return backbone.leftOut();
    }

    /** Weights by artifact name, copied. */
    public Map<String, float[]> weights() {
        return backbone.weights();
    }

    /** The last published version, as read back; null = none. */
    @Nullable LoadedModel published() {
        return publishing.newest();
    }

    /** Its number in the trainer's own store; 0 = none of these. */
    long publishedVersion() {
        return Math.max(0, named.number(published()));
    }

    void admit(Iterable<String> itemIds) {
        backbone.admit(itemIds);
    }

    /** Learns one batch; its mean loss. */
    double learn(List<Lesson> lessons, List<TrainingSample> replayed) {
        return backbone.learn(
                BackboneTargets.wanted(lessons),
                replayed,
                settings.dislikeWeight() > 0 ? BackboneTargets.disliked(lessons) : List.of());
    }

    /** Publishes what is due; null when nothing is. */
    @Nullable Publication publishDue(
            Judges judges,
            IntToDoubleFunction examination,
            LearnedSources sources,
            Map<String, Double> metrics,
            long now) {
        Judge judge = judges.ofBackbone(examination, published(), metrics, now);
        return publishing.publishDue(backbone, judges.backbone(), judge, sources, metrics, now);
    }

    /** Publishes candidate sources with the weights that serve; null when none do. */
    @Nullable Publication publishSources(LearnedSources sources, Map<String, Double> metrics) {
        return publishing.publishSources(backbone, sources, metrics);
    }

    /** Publishes candidate sources alone where that is due; null when it is not. */
    @Nullable Publication publishSourcesDue(
            LearnedSources sources, Map<String, Double> metrics, long now) {
        return publishing.publishSourcesDue(backbone, sources, metrics, now);
    }

    void write(DataOutput out) throws IOException {
        StateParts.writeBytes(out, JSON.writeValueAsBytes(backbone.config().json()));
        backbone.writeProgress(out);
        out.writeLong(named.number(publishing.newest()));
        out.writeLong(publishing.stepsPublished());
        backbone.writeContent(out);
    }

    /** Weights and moments: most of the state, and never held as a whole. */
    void writeTensors(DataOutputStream out) throws IOException {
        backbone.writeTensors(out);
    }

    void read(TrainerFile.Sections sections) throws IOException {
        DataInput in = sections.next();
        FuxiConfig config = FuxiConfig.of(JSON.readTree(StateParts.readBytes(in, MAX_CONFIG)));
        backbone.close();
        backbone = OnlineBackbone.zero(config, settings, runtime);
        long version;
        long steps;
        if (sections.version() < 3) {
            backbone.items().readFirst(in);
            byte[] tensors = StateParts.readBytes(in, MAX_STATE);
            backbone.readTensors(new ByteArrayInputStream(tensors));
            version = in.readLong();
            steps = in.readLong();
        } else {
            backbone.readProgress(in);
            version = in.readLong();
            steps = in.readLong();
            if (sections.version() >= 5) {
                backbone.readContent(in);
            }
            backbone.readTensors(sections.next());
        }
        LoadedModel newest = version == 0 ? null : published(version);
        if (newest == null) {
            publishing.startFrom(null, null, steps);
        } else {
            startFrom(newest, steps);
        }
    }

    @Override
    public void close() {
        backbone.close();
    }

    /**
     * A version that the state names; null when it is gone: the weights are in the state.
     *
     * @throws ModelException when it cannot be read now: it may still be there
     */
    private @Nullable LoadedModel published(long version) {
        try {
            return named.get(version);
        } catch (ModelException e) {
            if (e.passing()) {
                throw e;
            }
            LOG.warn("Publish a snapshot first: backbone version {} is gone", version, e);
            return null;
        }
    }

    private void startFrom(LoadedModel model, long steps) {
        publishing.startFrom(model, named.stored(model) ? snapshot(model) : null, steps);
    }

    private @Nullable LoadedModel snapshot(LoadedModel model) {
        long base = model.manifest().baseVersion();
        return base == 0 ? model : published(base);
    }
}
