package io.riffle.job.swap;

import io.riffle.job.inference.Inference;
import io.riffle.job.inference.InferenceLoader;
import io.riffle.job.metrics.ModelGauges;
import io.riffle.job.metrics.RecommendMetrics;
import io.riffle.job.models.Artifact;
import io.riffle.job.models.Backoff;
import io.riffle.job.models.LoadFailure;
import io.riffle.job.models.ModelLife;
import io.riffle.job.models.ModelVersion;
import io.riffle.job.models.Shared;
import io.riffle.job.models.UpdateRefusedException.Reason;
import io.riffle.job.settings.RecommendSettings;
import io.riffle.job.swap.ModelLoad.Outcome;
import io.riffle.schema.ModelUpdate;
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
final class ModelChanges implements ModelLoader.LoadListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ModelChanges.class);

    private final ProcessingTimeService time;
    private final RecommendMetrics numbers;
    private final ModelLoader loads;
    private final ModelLives lives;
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
            RecommendSettings settings,
            InferenceLoader loader,
            MailboxExecutor mailbox,
            ProcessingTimeService time,
            AnnouncedModels announced,
            RecommendMetrics numbers,
            Target target)
            throws Exception {
        this.time = time;
        this.numbers = numbers;
        this.target = target;
        this.lives = new ModelLives(settings, announced, numbers, time::getCurrentProcessingTime);
        long timeout = settings.models().loading().timeout().toMillis();
        this.loads = new ModelLoader(loader, mailbox, time, timeout, this);
        for (String model : ModelLives.MODELS) {
            new ModelGauges(time::getCurrentProcessingTime, () -> lives.of(model), loads::since)
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
        for (String model : ModelLives.MODELS) {
            for (ModelVersion version : lives.proven(model)) {
                Shared<Inference> serving = target.serving();
                if (model.equals(ModelUpdate.RERANKER) && serving == null) {
                    break;
                }
                Outcome outcome = loads.now(version.artifact(), serving);
                LoadFailure failure = outcome.failure();
                if (outcome.loaded() != null) {
                    lives.loading(version.artifact());
                    taken(version, outcome.loaded());
                    break;
                }
                if (failure != null) {
                    lives.failed(version.artifact(), failure);
                    if (version.update() != null) {
                        numbers.restoredPrevious();
                    } else if (!lenient && !waits(failure)) {
                        throw new IllegalStateException(
                                failure.cause().getMessage(), failure.cause());
                    }
                }
            }
        }
        if (target.serving() == null && !lives.of(ModelUpdate.BACKBONE).versions().isEmpty()) {
            LOG.error("No model can be loaded: popular items are served until one can");
        }
        next();
    }

    /** A model was announced. */
    void announced(ModelUpdate update) throws Exception {
        lives.announced(update);
        next();
    }

    /** Whether a load is to be waited for. */
    boolean busy() {
        return loads.busy();
    }

    @Override
    public void ended(Artifact artifact, Outcome outcome) throws Exception {
        Inference loaded = outcome.loaded();
        ModelVersion version = lives.of(artifact.model()).find(artifact);
        if (loaded != null) {
            if (version != null && lives.of(artifact.model()).wanted(artifact)) {
                taken(version, loaded);
            } else {
                loaded.close();
            }
        } else if (outcome.failure() != null) {
            lives.failed(artifact, outcome.failure());
        }
        next();
    }

    @Override
    public void close() {
        if (alarm != null) {
            alarm.cancel(false);
        }
        loads.close();
    }

    private void taken(ModelVersion version, Inference loaded) throws Exception {
        target.replace(loaded, version.update());
        lives.taken(version, loaded);
    }

    /** Whether it may serve later without anybody's doing. */
    private static boolean waits(LoadFailure failure) {
        return failure.passing() || failure.refusal() == Reason.FINGERPRINT;
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
        for (String model : ModelLives.MODELS) {
            // A reranker alone serves nobody: it waits for the first backbone.
            if (model.equals(ModelUpdate.BACKBONE) || serving != null) {
                ModelVersion due = lives.of(model).due(now);
                if (due != null && loads.idle()) {
                    lives.loading(due.artifact());
                    loads.begin(due.artifact(), serving);
                }
                wake = Math.min(wake, lives.of(model).nextDue());
            }
        }
        if (wake < Long.MAX_VALUE && !loads.busy()) {
            alarm = time.registerTimer(Math.max(wake, now + Backoff.FIRST_PAUSE), at -> next());
        }
    }
}
