package io.riffle.job.recommend;

import io.riffle.job.inference.InferenceLoader;
import io.riffle.job.inference.MemoryCheck;
import io.riffle.job.inference.PreparingLoader;
import io.riffle.job.metrics.Freshness;
import io.riffle.job.settings.RecommendSettings;
import io.riffle.job.swap.ModelSwap;
import org.apache.flink.runtime.execution.Environment;
import org.apache.flink.util.function.ThrowingRunnable;

/**
 * The models of one subtask, from the start of the step, which wants memory for them, to its end,
 * which gives back the place where they were loaded.
 */
final class SubtaskModels implements AutoCloseable {

    private final InferenceLoader placed;
    private final ModelSwap swap;

    /**
     * @param loader the step's own, at the place where this subtask runs; released at the end
     * @param beforeChange infers every click that waits, with the models as they are
     */
    SubtaskModels(
            Subtask subtask,
            InferenceLoader loader,
            Freshness freshness,
            ThrowingRunnable<Exception> beforeChange)
            throws Exception {
        RecommendState state = subtask.state();
        placed = new PreparingLoader(loader, state.conditions()::listed);
        try {
            subtask.numbers().gauge("device.gpu", placed::gpu);
            swap =
                    new ModelSwap(
                            subtask.settings(),
                            placed,
                            subtask.mailbox(),
                            subtask.time(),
                            state.announced(),
                            state.eligible(),
                            state.newItems(),
                            subtask.numbers(),
                            freshness,
                            beforeChange);
        } catch (Throwable e) {
            placed.release();
            throw e;
        }
    }

    /** What serves, and what follows it. */
    ModelSwap swap() {
        return swap;
    }

    /**
     * Loads what is to serve first.
     *
     * @param restarted what cannot work now may yet work, and is tried again
     */
    void start(RecommendSettings settings, Environment environment, boolean restarted)
            throws Exception {
        try {
            swap.start(restarted);
            MemoryCheck.atStart(settings, environment, swap.current(), restarted);
        } catch (IllegalStateException e) {
            throw Replay.failedStart(e, restarted);
        }
    }

    @Override
    public void close() {
        swap.close();
        placed.release();
    }
}
