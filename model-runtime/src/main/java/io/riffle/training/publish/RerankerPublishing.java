package io.riffle.training.publish;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.Manifest;
import io.riffle.artifact.ModelException;
import io.riffle.artifact.Tensor;
import io.riffle.model.engine.TensorRuntime;
import io.riffle.model.psad.PsadArtifact;
import io.riffle.schema.ModelUpdate;
import io.riffle.training.judge.Judges;
import io.riffle.training.judge.Ranker;
import io.riffle.training.judge.RerankerJudge;
import io.riffle.training.publish.ModelPublisher.Candidate;
import io.riffle.training.reranker.OnlineReranker;
import io.riffle.training.reranker.PublishedReranker;
import io.riffle.training.reranker.RerankerArtifacts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When a reranker is published: as its interval asks, and at once when the backbone it reads has
 * got another fingerprint, since until then slates keep the generator's order. Never before enough
 * lists with clicks were held out to judge it: without a reranker the generator's order is served,
 * which a reranker that nobody has judged need not match.
 *
 * <p><b>State</b>: the last version and the best of late, in plain Java; the store holds them.
 */
public final class RerankerPublishing {
    private static final Logger LOG = LoggerFactory.getLogger(RerankerPublishing.class);

    private final PublishCadence cadence;
    private final ModelPublisher publisher;
    private final TensorRuntime runtime;
    private @Nullable LoadedModel newest;
    private @Nullable LoadedModel best;
    private String tried = "";
    private long time;
    private long stepsPublished;

    /** Nothing is in use yet; the interval begins now. */
    public RerankerPublishing(
            PublishCadence cadence, ModelPublisher publisher, TensorRuntime runtime, long now) {
        this.cadence = cadence;
        this.publisher = publisher;
        this.runtime = runtime;
        this.time = now;
    }

    /** The version published last; null = none. */
    public @Nullable LoadedModel newest() {
        return newest;
    }

    /** Steps of the reranker whose outcome was published last. */
    public long stepsPublished() {
        return stepsPublished;
    }

    /** What is published already, at start. */
    public void startFrom(@Nullable LoadedModel model, long steps) {
        newest = model;
        stepsPublished = steps;
    }

    /**
     * Publishes when it is due; null when it is not, or when there is too little to judge it by.
     *
     * @param judges hold the lists that it has not learned
     */
    public @Nullable Publication publishDue(
            OnlineReranker reranker, Judges judges, Map<String, Double> metrics, long now) {
        if (!due(reranker, now)) {
            return null;
        }
        // To judge is most of what it costs: what cannot be judged yet waits like what is refused.
        time = now;
        tried = reranker.backbone().fingerprint();
        LoadedModel floor;
        try {
            floor = best(judges.reranker().best(now), reranker.backbone());
        } catch (ModelException e) {
            return new Publication.Refused(Publication.Gate.STORE, e);
        }
        RerankerJudge.Verdict verdict = verdict(reranker, judges, floor);
        if (verdict == null) {
            return null;
        }
        metrics.put("utility", verdict.serving().utility());
        metrics.put("served_utility", verdict.serving().reference());
        metrics.put("utility_error", verdict.serving().error());
        Publication publication =
                publisher.publish(candidate(reranker, verdict.refusal(), metrics));
        if (publication instanceof Publication.Published published) {
            newest = published.model();
            stepsPublished = reranker.steps();
            judges.reranker().published(verdict, published.model().version(), now);
            if (judges.reranker().best(now) == published.model().version()) {
                best = published.model();
            }
        }
        return publication;
    }

    /** The judgement of the weights that are about to be published; null = nothing to judge by. */
    private RerankerJudge.@Nullable Verdict verdict(
            OnlineReranker reranker, Judges judges, @Nullable LoadedModel floor) {
        LoadedModel backbone = reranker.backbone();
        LoadedModel serving = newest;
        boolean serves =
                serving != null
                        && backbone.fingerprint().equals(serving.manifest().backboneFingerprint());
        Ranker against = serves ? served(serving, backbone) : null;
        return judges.reranker()
                .judge(
                        judges.lists(),
                        reranker::examination,
                        reranker::readOut,
                        against,
                        serves && floor == serving ? against : served(floor, backbone));
    }

    private @Nullable Ranker served(@Nullable LoadedModel model, LoadedModel backbone) {
        return model == null
                ? null
                : lists -> PublishedReranker.readOut(model, backbone, lists, runtime);
    }

    /**
     * A version, if it is there and reads rows as wide as this backbone's; else null.
     *
     * @throws ModelException when it cannot be read now
     */
    private @Nullable LoadedModel best(long version, LoadedModel backbone) {
        if (version == 0) {
            return null;
        }
        if (best == null || best.version() != version) {
            best = newest != null && newest.version() == version ? newest : stored(version);
        }
        return best != null && PublishedReranker.fit(best, backbone) ? best : null;
    }

    private @Nullable LoadedModel stored(long version) {
        try {
            return publisher.published(ModelUpdate.RERANKER, version);
        } catch (ModelException e) {
            if (e.passing()) {
                throw e;
            }
            LOG.warn("Judge without a floor: the best reranker {} is gone", version, e);
            return null;
        }
    }

    private boolean due(OnlineReranker reranker, long now) {
        String fingerprint = reranker.backbone().fingerprint();
        if (newest != null && !fingerprint.equals(newest.manifest().backboneFingerprint())) {
            // What a gate refuses is not tried again at every checkpoint.
            return !fingerprint.equals(tried) || now - time >= cadence.rerankerMs();
        }
        return reranker.steps() > stepsPublished && now - time >= cadence.rerankerMs();
    }

    private Candidate candidate(
            OnlineReranker reranker, @Nullable String refusal, Map<String, Double> metrics) {
        RerankerArtifacts.Served served = reranker.served();
        LoadedModel backbone = reranker.backbone();
        return new Candidate(
                Manifest.draft(ModelUpdate.RERANKER, served.config())
                        .trainedOn(backbone.fingerprint()),
                served.tensors(),
                reranker.itemIds(),
                null,
                null,
                newest,
                meant -> refusal,
                loaded -> difference(served, reranker.itemIds(), loaded, backbone),
                metrics);
    }

    private double difference(
            RerankerArtifacts.Served meant,
            List<String> itemIds,
            LoadedModel loaded,
            LoadedModel backbone) {
        Map<String, float[]> values = new LinkedHashMap<>();
        for (Map.Entry<String, Tensor> tensor : meant.tensors().entrySet()) {
            values.put(tensor.getKey(), tensor.getValue().data());
        }
        return GoldenInputs.difference(
                GoldenLists.scores(
                        PsadArtifact.of(meant.config()), values, itemIds, backbone, runtime),
                GoldenLists.scores(
                        PsadArtifact.of(loaded.config()),
                        loaded.weights(),
                        loaded.vocabulary().itemIds(),
                        backbone,
                        runtime));
    }
}
