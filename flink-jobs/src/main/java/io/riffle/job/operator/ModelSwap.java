package io.riffle.job.operator;

import io.riffle.job.operator.InferenceLoader.Artifact;
import io.riffle.schema.ModelUpdate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads announced models on a thread of its own, the only one of the jobs, and hands them over
 * through the task's mailbox, that is between bundles. One load at a time; while one runs, only the
 * newest announcement of each model waits.
 *
 * <p>All methods are called on the task thread.
 */
final class ModelSwap implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ModelSwap.class);
    private static final long CLOSE_SECONDS = 10;

    private final InferenceLoader loader;
    private final MailboxExecutor mailbox;
    private final Handover handover;
    private final ExecutorService thread;
    private final Map<String, ModelUpdate> waiting = new LinkedHashMap<>();
    private @Nullable ModelUpdate loading;
    private boolean closed;

    /** What the operator does when a load ends; called on the task thread, between elements. */
    interface Handover {
        /** What serves now; null = nothing yet. */
        @Nullable Inference current();

        void ready(ModelUpdate update, Inference loaded) throws Exception;

        void refused(ModelUpdate update, RuntimeException cause) throws Exception;
    }

    ModelSwap(InferenceLoader loader, MailboxExecutor mailbox, Handover handover) {
        this.loader = loader;
        this.mailbox = mailbox;
        this.handover = handover;
        this.thread =
                Executors.newSingleThreadExecutor(
                        task -> {
                            Thread created = new Thread(task, "riffle-model-loader");
                            created.setDaemon(true);
                            return created;
                        });
    }

    /** Loads the model of an accepted update as soon as the loader is free. */
    void begin(ModelUpdate update) {
        waiting.put(update.model(), update);
        next();
    }

    /** Whether an announcement is being loaded or waits for it. */
    boolean busy() {
        return loading != null || !waiting.isEmpty();
    }

    @Override
    public void close() {
        closed = true;
        thread.shutdownNow();
        try {
            // A load that goes on would use native memory that the operator is about to free.
            if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("A model is still loading {} s after the end", CLOSE_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void next() {
        Inference current = handover.current();
        // A reranker alone serves nobody: it waits for the first backbone.
        ModelUpdate update =
                current == null || waiting.containsKey(ModelUpdate.BACKBONE)
                        ? waiting.get(ModelUpdate.BACKBONE)
                        : waiting.get(ModelUpdate.RERANKER);
        if (loading != null || update == null) {
            return;
        }
        loading = update;
        waiting.remove(update.model());
        thread.execute(() -> load(current, update));
    }

    private void load(@Nullable Inference current, ModelUpdate update) {
        Outcome outcome;
        try {
            outcome = new Outcome(loader.load(current, Artifact.of(update)), null);
        } catch (RuntimeException | Error e) {
            outcome = new Outcome(null, e);
        }
        Outcome result = outcome;
        try {
            mailbox.execute(() -> finish(update, result), "hand over a model");
        } catch (RejectedExecutionException e) {
            // The task has ended meanwhile: nobody will take the model.
            result.close();
        }
    }

    private void finish(ModelUpdate update, Outcome outcome) throws Exception {
        loading = null;
        if (closed) {
            outcome.close();
        } else if (outcome.failure instanceof Error error) {
            throw error;
        } else if (outcome.failure instanceof RuntimeException refusal) {
            handover.refused(update, refusal);
            next();
        } else if (outcome.loaded != null) {
            handover.ready(update, outcome.loaded);
            next();
        }
    }

    /** One of the two is there. */
    private record Outcome(@Nullable Inference loaded, @Nullable Throwable failure) {
        private void close() {
            if (loaded != null) {
                loaded.close();
            }
        }
    }
}
