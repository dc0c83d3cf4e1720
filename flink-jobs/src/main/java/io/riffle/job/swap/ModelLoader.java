package io.riffle.job.swap;

import io.riffle.job.inference.Inference;
import io.riffle.job.inference.InferenceLoader;
import io.riffle.job.models.Artifact;
import io.riffle.job.models.LoadFailure;
import io.riffle.job.models.Shared;
import io.riffle.job.swap.ModelLoad.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads models on threads of its own, the only ones of the jobs, and hands them over through the
 * task's mailbox, that is between bundles. One load at a time; one that takes too long is given up
 * and stands in nobody's way, whenever it ends.
 *
 * <p>All methods are called on the task thread.
 */
final class ModelLoader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ModelLoader.class);
    private static final long CLOSE_MILLIS = 10_000;

    /** Loads that may hang at the same time; beyond that the next one waits for one of them. */
    private static final int MOST_HANGING = 4;

    private final InferenceLoader loader;
    private final MailboxExecutor mailbox;
    private final ProcessingTimeService time;
    private final long timeoutMillis;
    private final LoadListener listener;
    private final Map<ModelLoad, Thread> threads = new LinkedHashMap<>();
    private @Nullable ModelLoad loading;
    private @Nullable ScheduledFuture<?> deadline;
    private long begun;
    private boolean closed;

    /** What the operator does when a load ends; called on the task thread, between elements. */
    interface LoadListener {
        /** Owns from here on what was loaded, if anything was. */
        void ended(Artifact artifact, Outcome outcome) throws Exception;
    }

    ModelLoader(
            InferenceLoader loader,
            MailboxExecutor mailbox,
            ProcessingTimeService time,
            long timeoutMillis,
            LoadListener listener) {
        this.loader = loader;
        this.mailbox = mailbox;
        this.time = time;
        this.timeoutMillis = timeoutMillis;
        this.listener = listener;
    }

    /** Whether a load may begin. */
    boolean idle() {
        threads.entrySet().removeIf(load -> load.getKey() != loading && !load.getValue().isAlive());
        return loading == null && !closed && threads.size() < MOST_HANGING;
    }

    /** Whether a load is to be waited for. */
    boolean busy() {
        return loading != null;
    }

    /** When the load that runs began, epoch ms; 0 = none runs. */
    long since() {
        return loading == null ? 0 : begun;
    }

    /** Begins to load, beside what serves. */
    void begin(Artifact artifact, @Nullable Shared<Inference> current) {
        ModelLoad[] self = new ModelLoad[1];
        ModelLoad load =
                new ModelLoad(
                        loader,
                        current,
                        artifact,
                        () -> mailbox.execute(() -> finish(self[0]), "hand over a model"));
        self[0] = load;
        loading = load;
        begun = time.getCurrentProcessingTime();
        deadline = time.registerTimer(begun + timeoutMillis, at -> late(load));
        start(load);
    }

    /**
     * Loads before the job serves, and waits as long as a load may take.
     *
     * @return who owns it is the caller
     */
    Outcome now(Artifact artifact, @Nullable Shared<Inference> current)
            throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        ModelLoad load = new ModelLoad(loader, current, artifact, ended::countDown);
        start(load);
        try {
            if (ended.await(timeoutMillis, TimeUnit.MILLISECONDS)) {
                Outcome outcome = load.take();
                threads.remove(load);
                if (outcome != null) {
                    return outcome;
                }
            }
        } catch (InterruptedException e) {
            giveUp(load);
            throw e;
        }
        giveUp(load);
        return new Outcome(null, LoadFailure.late(artifact, timeoutMillis));
    }

    @Override
    public void close() {
        closed = true;
        cancelDeadline();
        threads.keySet().forEach(this::giveUp);
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MILLIS);
        try {
            // A load that goes on reads through a class loader that is about to be closed.
            for (Thread thread : threads.values()) {
                long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
                thread.join(Math.max(1, left));
                if (thread.isAlive()) {
                    LOG.warn("A model is still loading {} ms after the end", CLOSE_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void start(ModelLoad load) {
        Thread thread = new Thread(load, "riffle-model-loader");
        thread.setDaemon(true);
        threads.put(load, thread);
        try {
            thread.start();
        } catch (OutOfMemoryError e) {
            // No thread to be had: that passes.
            load.cannotRun(e);
        }
    }

    private void finish(ModelLoad load) throws Exception {
        threads.remove(load);
        Outcome outcome = load.take();
        if (load == loading && outcome != null && !closed) {
            loading = null;
            cancelDeadline();
            listener.ended(load.artifact(), outcome);
        }
    }

    private void late(ModelLoad load) throws Exception {
        if (load == loading && !closed) {
            loading = null;
            giveUp(load);
            listener.ended(
                    load.artifact(),
                    new Outcome(null, LoadFailure.late(load.artifact(), timeoutMillis)));
        }
    }

    private void giveUp(ModelLoad load) {
        load.abandon();
        Thread thread = threads.get(load);
        if (thread != null) {
            thread.interrupt();
            // An interrupt does not end every read: whoever else wants that model is not to wait.
            loader.giveUp(thread);
        }
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }
}
