package io.riffle.job.swap;

import io.riffle.job.inference.Inference;
import io.riffle.job.inference.InferenceLoader;
import io.riffle.job.models.Artifact;
import io.riffle.job.models.LoadFailure;
import io.riffle.job.models.Shared;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One load of a model. Whoever takes what it brings owns it, and exactly one does: the task, or,
 * once nobody wants it any more, the load itself, which closes it.
 *
 * <p>It holds what serves meanwhile, so that nothing is freed while it reads it.
 */
final class ModelLoad implements Runnable {

    private final InferenceLoader loader;
    private final @Nullable Shared<Inference> current;
    private final Artifact artifact;
    private final Runnable ended;
    private final AtomicReference<@Nullable Outcome> outcome = new AtomicReference<>();
    private volatile boolean unwanted;

    /** One of the two is there. */
    record Outcome(@Nullable Inference loaded, @Nullable LoadFailure failure) {}

    /**
     * @param current what serves now, held until the load ends; null = nothing yet
     * @param ended called on the load's thread when there is something to take; throws when the
     *     task has ended
     */
    ModelLoad(
            InferenceLoader loader,
            @Nullable Shared<Inference> current,
            Artifact artifact,
            Runnable ended) {
        this.loader = loader;
        this.current = current == null ? null : current.hold();
        this.artifact = artifact;
        this.ended = ended;
    }

    Artifact artifact() {
        return artifact;
    }

    @Override
    public void run() {
        end(load());
    }

    /** Ends it without having run. */
    void cannotRun(Throwable cause) {
        end(new Outcome(null, new LoadFailure(null, null, cause)));
    }

    /** Takes what the load has brought; null = nothing yet, or somebody else has it. */
    @Nullable Outcome take() {
        return outcome.getAndSet(null);
    }

    /** Nobody waits for it any more: what it has brought, or will bring, is closed. */
    void abandon() {
        unwanted = true;
        Outcome left = take();
        if (left != null && left.loaded() != null) {
            left.loaded().close();
        }
    }

    private Outcome load() {
        try {
            Inference now = current == null ? null : current.value();
            return new Outcome(loader.load(now, artifact), null);
        } catch (Throwable e) {
            // An Error too: it is the model's, and what serves goes on.
            return new Outcome(null, LoadFailure.of(e));
        }
    }

    private void end(Outcome result) {
        if (current != null) {
            current.release();
        }
        outcome.set(result);
        if (unwanted) {
            abandon();
        }
        try {
            ended.run();
        } catch (RejectedExecutionException e) {
            // The task has ended meanwhile: nobody will take the model.
            abandon();
        }
    }
}
