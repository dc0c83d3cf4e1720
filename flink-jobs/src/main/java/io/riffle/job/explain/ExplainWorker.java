package io.riffle.job.explain;

import io.riffle.job.inference.ModelsAgain;
import io.riffle.serving.Recommender;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one thread of a process that asks models again, for all subtasks, and the models that it
 * asks: made when somebody asks, closed when nobody has for a while. It rests three times as long
 * as it worked, so that whoever asks why takes a quarter of a core from those who click.
 *
 * <p><b>State</b>: weights on the device, once, of one version at a time; so many questions that
 * wait.
 */
final class ExplainWorker {

    /** Of this process, as far as one class loader reaches. */
    static final ExplainWorker PROCESS = new ExplainWorker(8, Duration.ofSeconds(30), 3);

    private static final long LONGEST_REST_MILLIS = 2_000;
    private static final double NANOS_A_MILLI = 1e6;

    private final ThreadPoolExecutor thread;
    private final double rest;
    private @Nullable ModelsAgain made;
    private @Nullable Recommender models;

    /** What is asked of the models; called in the worker's thread. */
    interface Question {
        void ask(Recommender models);

        /** They could not be asked. */
        void failed(Throwable why);
    }

    /**
     * A worker without a thread yet.
     *
     * @param waiting questions that wait at most
     * @param idle after which thread and models go
     * @param rest times as long as it worked
     */
    ExplainWorker(int waiting, Duration idle, double rest) {
        this.rest = rest;
        this.thread =
                new ThreadPoolExecutor(
                        1,
                        1,
                        idle.toMillis(),
                        TimeUnit.MILLISECONDS,
                        new ArrayBlockingQueue<>(waiting),
                        this::thread);
        thread.allowCoreThreadTimeOut(true);
    }

    /** Questions that wait. */
    int waiting() {
        return thread.getQueue().size();
    }

    /** Whether models are in memory for it. */
    synchronized boolean holds() {
        return models != null;
    }

    /** Whether no more question would be taken now. */
    boolean full() {
        return thread.getQueue().remainingCapacity() == 0;
    }

    /** Takes a question; false when too many wait. */
    boolean ask(ModelsAgain of, Question question) {
        try {
            thread.execute(() -> answer(of, question));
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    private Thread thread(Runnable work) {
        Thread one =
                new Thread(
                        () -> {
                            try {
                                work.run();
                            } finally {
                                close();
                            }
                        },
                        "riffle-explain");
        one.setDaemon(true);
        return one;
    }

    private void answer(ModelsAgain of, Question question) {
        long begin = System.nanoTime();
        try {
            synchronized (this) {
                question.ask(models(of));
            }
        } catch (Throwable e) {
            question.failed(e);
        }
        rest(System.nanoTime() - begin);
    }

    private synchronized Recommender models(ModelsAgain of) {
        Recommender there = models;
        if (there == null || made == null || !made.sameModels(of)) {
            close();
            there = of.make();
            models = there;
            made = of;
        }
        return there;
    }

    /** Models that are not asked keep no memory. */
    private synchronized void close() {
        Recommender there = models;
        models = null;
        made = null;
        if (there != null) {
            there.close();
        }
    }

    private void rest(long worked) {
        try {
            double millis = Math.min(LONGEST_REST_MILLIS, rest * worked / NANOS_A_MILLI);
            TimeUnit.MILLISECONDS.sleep((long) millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
