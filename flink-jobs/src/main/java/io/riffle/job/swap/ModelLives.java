package io.riffle.job.swap;

import io.riffle.job.inference.Inference;
import io.riffle.job.metrics.RecommendMetrics;
import io.riffle.job.models.Artifact;
import io.riffle.job.models.LoadFailure;
import io.riffle.job.models.ModelLife;
import io.riffle.job.models.ModelVersion;
import io.riffle.job.models.UpdateRefusedException;
import io.riffle.job.models.Verdict;
import io.riffle.job.settings.RecommendSettings;
import io.riffle.schema.ModelUpdate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@link ModelLife} of the backbone and that of the reranker, with what one means for the
 * other; counted, told to the log, and remembered.
 *
 * <p><b>State</b>: {@link AnnouncedModels}.
 */
final class ModelLives {

    /** The backbone first: a reranker serves beside one. */
    static final List<String> MODELS = List.of(ModelUpdate.BACKBONE, ModelUpdate.RERANKER);

    private static final Logger LOG = LoggerFactory.getLogger(ModelLives.class);

    private final AnnouncedModels announced;
    private final RecommendMetrics numbers;
    private final LongSupplier clock;
    private final Map<String, ModelLife> lives = new LinkedHashMap<>();

    /**
     * @param clock epoch ms of processing time
     */
    ModelLives(
            RecommendSettings settings,
            AnnouncedModels announced,
            RecommendMetrics numbers,
            LongSupplier clock)
            throws Exception {
        this.announced = announced;
        this.numbers = numbers;
        this.clock = clock;
        long now = clock.getAsLong();
        put(announced.life(ModelUpdate.BACKBONE, settings.model(), now));
        put(announced.life(ModelUpdate.RERANKER, settings.reranker(), now));
    }

    ModelLife of(String model) {
        return Objects.requireNonNull(lives.get(model));
    }

    /** What a start begins with, best first. */
    List<ModelVersion> proven(String model) {
        return of(model).proven();
    }

    void announced(ModelUpdate update) throws Exception {
        announced.add(update);
        Verdict verdict = of(update.model()).verdict(update);
        put(of(update.model()).announced(update, clock.getAsLong()));
        switch (verdict) {
            case NEWER, AGAIN -> {}
            case KNOWN -> numbers.ignoredUpdate();
            case OLDER -> refuse(update, UpdateRefusedException.older(update));
            case OTHER -> refuse(update, UpdateRefusedException.other(update));
        }
    }

    void loading(Artifact artifact) throws Exception {
        put(of(artifact.model()).loading(artifact));
    }

    /** A version serves from now on, and beside a backbone the rerankers that waited for it may. */
    void taken(ModelVersion version, Inference loaded) throws Exception {
        Artifact artifact = version.artifact();
        boolean backbone = artifact.model().equals(ModelUpdate.BACKBONE);
        String fingerprint = loaded.backboneFingerprint();
        long number = backbone ? loaded.backboneVersion() : loaded.rerankerVersion();
        put(of(artifact.model()).loaded(artifact, number, backbone ? null : fingerprint));
        if (backbone) {
            put(of(ModelUpdate.RERANKER).backboneSwapped(fingerprint, clock.getAsLong()));
        }
        LOG.info("Serve with {} version {}", artifact.model(), number);
    }

    void failed(Artifact artifact, LoadFailure failure) throws Exception {
        ModelLife life = of(artifact.model());
        if (failure.passing()) {
            put(life.unreadable(artifact, clock.getAsLong()));
            numbers.unreadableUpdate();
            LOG.warn(
                    "Cannot read {} {} now, and will try again",
                    artifact.model(),
                    artifact.uri(),
                    failure.cause());
        } else if (failure.refusal() != null) {
            put(life.refused(artifact, failure.refusal(), failure.fingerprint()));
            numbers.refusedUpdate(failure.refusal());
            LOG.warn("Refuse {} {}", artifact.model(), artifact.uri(), failure.cause());
        }
    }

    private void put(ModelLife life) throws Exception {
        lives.put(life.model(), life);
        announced.follow(life.model(), life);
    }

    private void refuse(ModelUpdate update, UpdateRefusedException cause) {
        numbers.refusedUpdate(cause.reason());
        LOG.warn("Refuse {} version {}: {}", update.model(), update.version(), update.uri(), cause);
    }
}
