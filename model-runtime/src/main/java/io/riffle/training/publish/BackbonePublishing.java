package io.riffle.training.publish;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.Manifest;
import io.riffle.model.engine.TensorRuntime;
import io.riffle.model.tables.SourceTables;
import io.riffle.schema.ModelUpdate;
import io.riffle.training.judge.BackboneJudge;
import io.riffle.training.judge.Judge;
import io.riffle.training.publish.ModelPublisher.Candidate;
import io.riffle.training.publish.Publication.Gate;
import io.riffle.training.stream.OnlineBackbone;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When a backbone is published and what: the whole of it as a snapshot, or, between two snapshots,
 * the item rows that changed since the last one as a delta.
 *
 * <p>A delta keeps the dense weights of its snapshot, so its rows are newer than what they are
 * compared with; the quality gate judges both together, as they would serve.
 *
 * <p><b>State</b>: the last snapshot and the last version, in plain Java; the store holds both.
 */
public final class BackbonePublishing {
    private final PublishCadence cadence;
    private final ModelPublisher publisher;
    private final BackboneCandidates candidates;
    private @Nullable LoadedModel snapshot;
    private @Nullable LoadedModel newest;
    private long snapshotTime;
    private long time;
    private long sourcesTime;
    private long stepsPublished;
    private boolean notTaken;

    /** Nothing is in use yet; the intervals begin now. */
    public BackbonePublishing(
            PublishCadence cadence, ModelPublisher publisher, TensorRuntime runtime, long now) {
        this.cadence = cadence;
        this.publisher = publisher;
        this.candidates = new BackboneCandidates(runtime);
        this.snapshotTime = now;
        this.time = now;
        this.sourcesTime = now;
    }

    /** The version that is in use by now, as far as this trainer knows; null = none. */
    public @Nullable LoadedModel newest() {
        return newest;
    }

    /** Steps of the backbone whose outcome was published last. */
    public long stepsPublished() {
        return stepsPublished;
    }

    /**
     * What is in use already, at start.
     *
     * @param model last published version; null = none
     * @param base its snapshot; null = it is gone, the next version is a snapshot
     * @param steps of the backbone that the version holds
     */
    public void startFrom(@Nullable LoadedModel model, @Nullable LoadedModel base, long steps) {
        newest = model;
        snapshot = base;
        stepsPublished = steps;
    }

    /**
     * Publishes what is due; null when nothing is.
     *
     * @param sources published beside it
     */
    public @Nullable Publication publishDue(
            OnlineBackbone backbone,
            BackboneJudge judge,
            Judge asked,
            LearnedSources sources,
            Map<String, Double> metrics,
            long now) {
        int rows = newest == null ? 1 : newest.vocabulary().rows();
        boolean changed = backbone.steps() > stepsPublished || backbone.config().items() > rows;
        boolean worse = newest == null && !sources.beatPopularity();
        if (!changed || worse || backbone.config().items() < 2) {
            return null;
        }
        LoadedModel base = snapshot;
        boolean due = base == null || now - snapshotTime >= cadence.snapshotMs();
        // What the store did not take is not written anew at every checkpoint.
        if ((!due || notTaken) && now - time < cadence.deltaMs()) {
            return null;
        }
        if (due) {
            sources.forget(backbone.recycle());
        }
        SourceTables tables = tables(sources, backbone);
        boolean blends = (tables != null) != blends(base);
        // Rows that changed hands are no delta, also when the snapshot that showed them was
        // refused.
        boolean whole = due || base == null || !sameItems(backbone, base) || blends;
        Publication publication =
                publisher.publish(
                        candidates.of(
                                backbone, tables, whole ? null : snapshot, newest, asked, metrics));
        // A refused candidate waits for the next interval too: it would be refused again at once.
        time = now;
        sourcesTime = now;
        if (whole) {
            snapshotTime = now;
        }
        told(publication);
        if (publication instanceof Publication.Published published) {
            newest = published.model();
            judge.published(newest, now);
            stepsPublished = backbone.steps();
            if (whole) {
                snapshot = newest;
            }
        }
        return publication;
    }

    /** Publishes sources alone where that is due and nothing else was; null when it is not. */
    public @Nullable Publication publishSourcesDue(
            OnlineBackbone backbone,
            LearnedSources sources,
            Map<String, Double> metrics,
            long now) {
        if (now - sourcesTime < cadence.sourcesMs()) {
            return null;
        }
        sourcesTime = now;
        return publishSources(backbone, sources, metrics);
    }

    /**
     * Publishes the weights that serve once more, with candidate sources of now: these are to stay
     * fresh also where a gate refuses weights. Null where no sources serve, where they are as they
     * were, and where rows have changed hands since: what is counted is other items' then.
     */
    public @Nullable Publication publishSources(
            OnlineBackbone backbone, LearnedSources sources, Map<String, Double> metrics) {
        LoadedModel serving = newest;
        LoadedModel base = snapshot;
        if (serving == null || base == null || !blends(serving) || !sameItems(backbone, serving)) {
            return null;
        }
        SourceTables learned = sources.tables(serving.vocabulary().rows());
        if (learned == null) {
            return null;
        }
        SourceTables tables = BackboneCandidates.with(backbone.content(), learned);
        if (tables != null && tables.sameAs(serving.sources())) {
            return null;
        }
        Publication publication =
                publisher.publish(
                        new Candidate(
                                Manifest.draft(ModelUpdate.BACKBONE, serving.config()),
                                serving.tensors(),
                                serving.vocabulary().itemIds(),
                                tables,
                                base,
                                serving,
                                null,
                                loaded -> 0,
                                metrics));
        told(publication);
        if (publication instanceof Publication.Published published) {
            newest = published.model();
        }
        return publication;
    }

    /** What the store did with it. */
    private void told(Publication publication) {
        Gate gate = publication instanceof Publication.Refused refused ? refused.gate() : null;
        notTaken = gate == Gate.STORE || gate == Gate.BASE;
        snapshot = gate == Gate.BASE ? null : snapshot;
    }

    /**
     * What the sources have learned; else, where they could not go on from it at the start, what
     * serves, as long as rows are the same items'.
     */
    private @Nullable SourceTables tables(LearnedSources sources, OnlineBackbone backbone) {
        SourceTables learned = sources.tables(backbone.config().items());
        boolean goOn = learned == null && sources.on();
        return goOn && newest != null && blends(newest) && sameItems(backbone, newest)
                ? newest.sources()
                : learned;
    }

    private static boolean blends(@Nullable LoadedModel model) {
        return model != null && model.sources() != null && model.sources().blends();
    }

    private static boolean sameItems(OnlineBackbone backbone, LoadedModel model) {
        return backbone.items().begins(model.vocabulary().itemIds());
    }
}
