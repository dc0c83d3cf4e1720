package io.riffle.job.swap;

import io.riffle.job.inference.Inference;
import io.riffle.job.inference.InferenceLoader;
import io.riffle.job.items.EligibleItems;
import io.riffle.job.items.NewItems;
import io.riffle.job.metrics.Freshness;
import io.riffle.job.metrics.RecommendMetrics;
import io.riffle.job.models.Shared;
import io.riffle.job.settings.RecommendSettings;
import io.riffle.schema.ModelUpdate;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.apache.flink.util.function.ThrowingRunnable;
import org.jspecify.annotations.Nullable;

/**
 * The models that serve in this subtask, what follows them, and which items they must not show.
 *
 * <p><b>State</b>: {@link AnnouncedModels} and {@link EligibleItems}; the models are loaded from
 * what these name.
 */
public final class ModelSwap implements ModelChanges.Target, AutoCloseable {

    private final EligibleItems eligible;
    private final NewItems newItems;
    private final RecommendMetrics numbers;
    private final Freshness freshness;
    private final ThrowingRunnable<Exception> beforeChange;
    private final ModelChanges changes;
    private @Nullable Shared<Inference> serving;
    private @Nullable Inference inference;
    private long updates;

    /**
     * @param beforeChange infers every click that waits, with the models as they are
     */
    public ModelSwap(
            RecommendSettings settings,
            InferenceLoader loader,
            MailboxExecutor mailbox,
            ProcessingTimeService time,
            AnnouncedModels announced,
            EligibleItems eligible,
            NewItems newItems,
            RecommendMetrics numbers,
            Freshness freshness,
            ThrowingRunnable<Exception> beforeChange)
            throws Exception {
        this.eligible = eligible;
        this.newItems = newItems;
        this.numbers = numbers;
        this.freshness = freshness;
        this.beforeChange = beforeChange;
        this.changes = new ModelChanges(settings, loader, mailbox, time, announced, numbers, this);
        gauges();
    }

    /** As {@link ModelChanges#start}. */
    public void start(boolean lenient) throws Exception {
        try {
            changes.start(lenient);
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    /** What serves; null = nothing yet. */
    public @Nullable Inference current() {
        return inference;
    }

    @Override
    public @Nullable Shared<Inference> serving() {
        return serving;
    }

    /** Whether a model is being loaded. */
    public boolean swapping() {
        return changes.busy();
    }

    /** A model was announced: a newer one is loaded and then taken into use. */
    public void announced(ModelUpdate update) throws Exception {
        changes.announced(update);
    }

    @Override
    public void replace(Inference next, @Nullable ModelUpdate update) throws Exception {
        Shared<Inference> old = serving;
        try {
            beforeChange.run();
            if (old == null) {
                next.showOnly(eligible::mayBeShown);
            } else {
                next.adopt(old.value(), eligible::mayBeShown);
            }
            newItems.describe(next);
        } catch (Throwable e) {
            next.close();
            throw e;
        }
        serving = new Shared<>(next);
        inference = next;
        if (old != null) {
            old.release();
        }
        if (update != null) {
            freshness.swapped(update);
        }
        numbers.swapped();
        updates++;
    }

    @Override
    public void close() {
        changes.close();
        Shared<Inference> last = serving;
        serving = null;
        inference = null;
        if (last != null) {
            last.release();
        }
    }

    private void gauges() {
        numbers.gauge("model.version", () -> inference == null ? 0 : inference.backboneVersion());
        numbers.gauge(
                "model.reranker_version",
                () -> inference == null ? 0 : inference.rerankerVersion());
        numbers.gauge("model.updates", () -> updates);
        numbers.gauge("model.arrays", () -> inference == null ? 0 : inference.nativeArrays());
        numbers.gauge("cache.users", () -> inference == null ? 0 : inference.cachedUsers());
    }
}
