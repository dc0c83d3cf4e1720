package io.riffle.job.operator;

import io.riffle.job.models.Artifact;
import io.riffle.job.models.LoadFailure;
import io.riffle.job.models.ModelLife;
import io.riffle.job.models.ModelVersion;
import io.riffle.job.models.Shared;
import io.riffle.job.models.UpdateRefusedException;
import io.riffle.job.models.UpdateRefusedException.Reason;
import io.riffle.job.models.Verdict;
import io.riffle.job.operator.ModelLoad.Outcome;
import io.riffle.schema.ModelUpdate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings announced models into use: drives the {@link ModelLife} of each with what happens, and
 * loads what is due. What cannot be read now is tried again when its pause is over.
 *
 * <p><b>State</b>: {@link AnnouncedModels}.
 */
final class ModelChanges implements ModelSwap.Handover, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ModelChanges.class);
    private static final List<String> MODELS = List.of(ModelUpdate.BACKBONE, ModelUpdate.RERANKER);

    private final AnnouncedModels announced;
    private final ProcessingTimeService time;
    private final RecommendMetrics numbers;
    private final ModelSwap swap;
    private final Map<String, ModelLife> lives = new LinkedHashMap<>();
    private final Target target;
    private @Nullable ScheduledFuture<?> alarm;

    /** Where models serve. */
    interface Target {
        /** What serves now; null = nothing yet. */
        @Nullable Shared<Inference> serving();

        /**
         * Serves with other models from now on, between two bundles.
         *
         * @param update null = what the options name
         */
        void replace(Inference next, @Nullable ModelUpdate update) throws Exception;
    }

    ModelChanges(
            Settings settings,
            InferenceLoader loader,
            MailboxExecutor mailbox,
            ProcessingTimeService time,
            AnnouncedModels announced,
            RecommendMetrics numbers,
            Target target)
            throws Exception {
        this.announced = announced;
        this.time = time;
        this.numbers = numbers;
        this.target = target;
        this.swap =
                new ModelSwap(
                        loader,
                        mailbox,
                        time,
                        settings.models().loading().timeout().toMillis(),
                        this);
        long now = time.getCurrentProcessingTime();
        put(announced.life(ModelUpdate.BACKBONE, settings.model(), now));
        put(announced.life(ModelUpdate.RERANKER, settings.reranker(), now));
        for (String model : MODELS) {
            new ModelGauges(time::getCurrentProcessingTime, () -> life(model), swap)
                    .in(numbers.modelGroup(model));
        }
    }

    /**
     * Loads what served at the checkpoint, or was configured, before the first click. What cannot
     * be read now is loaded later; until then the next best serves, popular items at the last.
     *
     * @param lenient whether to serve without a model that the options name and that must not serve
     * @throws IllegalStateException when such a model is refused otherwise
     */
    void start(boolean lenient) throws Exception {
        for (String model : MODELS) {
            for (ModelVersion version : life(model).proven(announced.served(model))) {
                Shared<Inference> serving = target.serving();
                if (model.equals(ModelUpdate.RERANKER) && serving == null) {
                    break;
                }
                Outcome outcome = swap.now(version.artifact(), serving);
                LoadFailure failure = outcome.failure();
                if (outcome.loaded() != null) {
                    put(life(model).loading(version.artifact()));
                    taken(version, outcome.loaded());
                    break;
                }
                if (failure != null) {
                    failed(version.artifact(), failure);
                    if (version.update() != null) {
                        numbers.restoredPrevious();
                    } else if (!lenient && !waits(failure)) {
                        throw new IllegalStateException(
                                failure.cause().getMessage(), failure.cause());
                    }
                }
            }
        }
        if (target.serving() == null && !life(ModelUpdate.BACKBONE).versions().isEmpty()) {
            LOG.error("No model can be loaded: popular items are served until one can");
        }
        next();
    }

    /** A model was announced. */
    void announced(ModelUpdate update) throws Exception {
        announced.add(update);
        Verdict verdict = life(update.model()).verdict(update);
        put(life(update.model()).announced(update, time.getCurrentProcessingTime()));
        switch (verdict) {
            case NEWER, AGAIN -> {}
            case KNOWN -> numbers.ignoredUpdate();
            case OLDER -> refuse(update, UpdateRefusedException.older(update));
            case OTHER -> refuse(update, UpdateRefusedException.other(update));
        }
        next();
    }

    /** Whether a load is to be waited for. */
    boolean busy() {
        return swap.busy();
    }

    @Override
    public void ended(Artifact artifact, Outcome outcome) throws Exception {
        Inference loaded = outcome.loaded();
        ModelVersion version = life(artifact.model()).find(artifact);
        if (loaded != null) {
            if (version != null && life(artifact.model()).wanted(artifact)) {
                taken(version, loaded);
            } else {
                loaded.close();
            }
        } else if (outcome.failure() != null) {
            failed(artifact, outcome.failure());
        }
        next();
    }

    @Override
    public void close() {
        if (alarm != null) {
            alarm.cancel(false);
        }
        swap.close();
    }

    private void taken(ModelVersion version, Inference loaded) throws Exception {
        boolean backbone = version.artifact().model().equals(ModelUpdate.BACKBONE);
        String fingerprint = loaded.backboneFingerprint();
        long number = backbone ? loaded.backboneVersion() : loaded.rerankerVersion();
        ModelLife before = life(version.artifact().model());
        target.replace(loaded, version.update());
        put(before.loaded(version.artifact(), number, backbone ? null : fingerprint));
        if (backbone) {
            long now = time.getCurrentProcessingTime();
            put(life(ModelUpdate.RERANKER).backboneSwapped(fingerprint, now));
        }
        LOG.info("Serve with {} version {}", version.artifact().model(), number);
    }

    private void failed(Artifact artifact, LoadFailure failure) throws Exception {
        ModelLife life = life(artifact.model());
        if (failure.passing()) {
            put(life.unreadable(artifact, time.getCurrentProcessingTime()));
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

    /** Whether it may serve later without anybody's doing. */
    private static boolean waits(LoadFailure failure) {
        return failure.passing() || failure.refusal() == Reason.FINGERPRINT;
    }

    private ModelLife life(String model) {
        return Objects.requireNonNull(lives.get(model));
    }

    private void put(ModelLife life) throws Exception {
        lives.put(life.model(), life);
        announced.follow(life.model(), life);
    }

    private void refuse(ModelUpdate update, UpdateRefusedException cause) {
        numbers.refusedUpdate(cause.reason());
        LOG.warn("Refuse {} version {}: {}", update.model(), update.version(), update.uri(), cause);
    }

    /** Begins what is due, or sets the alarm for it. */
    private void next() throws Exception {
        if (alarm != null) {
            alarm.cancel(false);
            alarm = null;
        }
        long now = time.getCurrentProcessingTime();
        Shared<Inference> serving = target.serving();
        long wake = Long.MAX_VALUE;
        for (String model : MODELS) {
            // A reranker alone serves nobody: it waits for the first backbone.
            if (model.equals(ModelUpdate.BACKBONE) || serving != null) {
                ModelVersion due = life(model).due(now);
                if (due != null && swap.idle()) {
                    put(life(model).loading(due.artifact()));
                    swap.begin(due.artifact(), serving);
                }
                wake = Math.min(wake, life(model).nextDue());
            }
        }
        if (wake < Long.MAX_VALUE && !swap.busy()) {
            alarm = time.registerTimer(Math.max(wake, now + ModelLife.FIRST_PAUSE), at -> next());
        }
    }
}
