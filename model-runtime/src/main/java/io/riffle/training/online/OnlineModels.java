package io.riffle.training.online;

import io.riffle.artifact.ArtifactFiles;
import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.store.ModelStore;
import io.riffle.model.engine.TensorRuntime;
import io.riffle.schema.ForgetReceipt.Learned;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.TrainingSample;
import io.riffle.training.backbone.BackboneShape;
import io.riffle.training.backbone.BackboneTrainingState;
import io.riffle.training.judge.GateLimits;
import io.riffle.training.judge.Judges;
import io.riffle.training.publish.BackbonePublishing;
import io.riffle.training.publish.ModelPublisher;
import io.riffle.training.publish.Publication;
import io.riffle.training.publish.PublishCadence;
import io.riffle.training.publish.RerankerPublishing;
import io.riffle.training.samples.LearnableLists;
import io.riffle.training.samples.Lesson;
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
 * <p>The reranker reads the item rows of the backbone that was published last, and names its
 * fingerprint. A backbone is therefore published first, the reranker moves to its rows, and is
 * published with the same barrier where the fingerprint has changed.
 *
 * <p><b>State</b>: owned by one thread.
 */
public final class OnlineModels implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OnlineModels.class);

    private final ModelStore store;
    private final LongSupplier clock;
    private final BackboneLearning backbone;
    private final RerankerLearning reranker;
    private final SourceLearning sources;
    private final Map<Publication.Gate, Long> refused = new EnumMap<>(Publication.Gate.class);

    OnlineModels(
            OnlineSettings settings,
            PublishCadence cadence,
            GateLimits gates,
            ArtifactFiles files,
            String root,
            @Nullable String start,
            BackboneShape fresh,
            LongSupplier clock) {
        this.clock = clock;
        this.store = new ModelStore(files, root);
        TensorRuntime runtime = TensorRuntime.open("cpu");
        ModelPublisher publisher = new ModelPublisher(store, gates, clock);
        long now = clock.getAsLong();
        boolean nothing = start == null && store.newest(ModelUpdate.BACKBONE).isEmpty();
        LoadedModel model =
                nothing
                        ? null
                        : ModelStore.read(
                                files, start == null ? root : start, ModelUpdate.BACKBONE);
        NamedBackbones named = new NamedBackbones(store, start == null ? null : model);
        this.backbone =
                new BackboneLearning(
                        settings.backbone(),
                        new BackbonePublishing(cadence, publisher, runtime, now),
                        named,
                        runtime,
                        model,
                        BackboneTrainingState.architecture(fresh, 1));
        this.reranker =
                new RerankerLearning(
                        settings.reranker(),
                        new RerankerPublishing(cadence, publisher, runtime, now),
                        store,
                        named);
        this.sources = new SourceLearning(backbone, settings.blends(), gates.minHeldOut());
        if (model != null) {
            startFrom(model);
        }
    }

    /** The backbone on its way along the stream. */
    public BackboneLearning backbone() {
        return backbone;
    }

    RerankerLearning reranker() {
        return reranker;
    }

    SourceLearning sources() {
        return sources;
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

    /**
     * Learns one batch.
     *
     * @param lists of the lessons
     * @param relisted kept samples whose lists the reranker learns again
     * @return the backbone's mean loss
     */
    double learn(
            List<Lesson> lessons,
            LearnableLists.Fresh lists,
            List<TrainingSample> replayed,
            List<TrainingSample> relisted,
            BacklogPolicy.Mode mode) {
        double loss = backbone.learn(lessons, replayed);
        reranker.learn(lists, relisted, mode == BacklogPolicy.Mode.ALL);
        return loss;
    }

    /**
     * Publishes what is due.
     *
     * @param kept samples that say what the reranker can know when it begins
     */
    List<ModelUpdate> publishDue(
            Judges judges, Map<String, Double> metrics, Iterable<TrainingSample> kept) {
        List<ModelUpdate> updates = new ArrayList<>();
        long now = clock.getAsLong();
        Publication publication =
                backbone.publishDue(
                        judges, reranker::examination, sources, new LinkedHashMap<>(metrics), now);
        take(publication, updates);
        if (publication == null) {
            publication = backbone.publishSourcesDue(sources, new LinkedHashMap<>(metrics), now);
            take(publication, updates);
        } else if (publication instanceof Publication.Refused refusal
                && refusal.gate() != Publication.Gate.STORE
                && !toldToEnd()) {
            publication = backbone.publishSources(sources, new LinkedHashMap<>(metrics));
            take(publication, updates);
        }
        if (publication instanceof Publication.Published published) {
            reranker.backbone(published.model(), backbone.items(), kept);
        }
        take(reranker.publishDue(judges, new LinkedHashMap<>(metrics), now), updates);
        return updates;
    }

    /** The newest versions that were published from here. */
    Learned published() {
        return new Learned(backbone.publishedVersion(), reranker.published());
    }

    /** The models as a file holds them. */
    ModelSections sections() {
        return new ModelSections(backbone, reranker, sources);
    }

    @Override
    public void close() {
        reranker.close();
        backbone.close();
    }

    /** Whoever makes these has nothing to close where that fails. */
    private void startFrom(LoadedModel model) {
        try {
            sources.startFrom(model);
            reranker.startFrom(model);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private void take(@Nullable Publication publication, List<ModelUpdate> updates) {
        if (publication instanceof Publication.Published published) {
            updates.add(published.update());
        } else if (publication instanceof Publication.Refused refusal && !toldToEnd()) {
            refused.merge(refusal.gate(), 1L, Long::sum);
            LOG.warn("Do not publish: {}", refusal.message());
        }
    }

    /**
     * Whether this thread is interrupted. What it would publish is given up then, whatever a gate
     * says: a file that could not be read back may be the interrupt's own doing, and nobody is to
     * be warned of what ends on purpose.
     */
    private static boolean toldToEnd() {
        return Thread.currentThread().isInterrupted();
    }
}
