package io.riffle.job.operator;

import io.riffle.schema.ModelUpdate;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.util.function.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models that serve in this subtask, what follows them, and which items they must not show.
 *
 * <p><b>State</b>: {@link AcceptedModels} and {@link WithdrawnItems}; the models are loaded from
 * what these name.
 */
final class ModelInUse implements ModelSwap.Handover, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ModelInUse.class);

    private final AcceptedModels accepted;
    private final WithdrawnItems withdrawn;
    private final RecommendMetrics numbers;
    private final Freshness freshness;
    private final ThrowingRunnable<Exception> beforeChange;
    private final ModelSwap swap;
    private @Nullable Inference inference;
    private long updates;

    /**
     * @param start what serves from the first click on; null = nothing yet
     * @param beforeChange infers every click that waits, with the models as they are
     */
    ModelInUse(
            @Nullable Inference start,
            InferenceLoader loader,
            MailboxExecutor mailbox,
            AcceptedModels accepted,
            WithdrawnItems withdrawn,
            RecommendMetrics numbers,
            Freshness freshness,
            ThrowingRunnable<Exception> beforeChange)
            throws Exception {
        this.inference = start;
        this.accepted = accepted;
        this.withdrawn = withdrawn;
        this.numbers = numbers;
        this.freshness = freshness;
        this.beforeChange = beforeChange;
        this.swap = new ModelSwap(loader, mailbox, this);
        if (start != null) {
            withdrawn.applyTo(start);
        }
        gauges();
    }

    @Override
    public @Nullable Inference current() {
        return inference;
    }

    /** Whether an announced model is still to be taken into use or refused. */
    boolean swapping() {
        return swap.busy();
    }

    /** A model was announced: a newer one is loaded and then taken into use. */
    void announced(ModelUpdate update) throws Exception {
        switch (accepted.accept(update)) {
            case NEWER -> swap.begin(update);
            case KNOWN -> numbers.ignoredUpdate();
            case OLDER -> refused(update, UpdateRefusedException.older(update));
        }
    }

    /** The catalogue has withdrawn an item. */
    void withdraw(String itemId) throws Exception {
        freshness.exposure().withdrawn(itemId);
        if (!withdrawn.contains(itemId)) {
            beforeChange.run();
            withdrawn.add(itemId);
            if (inference != null) {
                inference.withdraw(itemId);
            }
        }
    }

    /**
     * The catalogue has an item that it may have withdrawn before, or that is new.
     *
     * @param now epoch ms
     */
    void list(String itemId, long now) throws Exception {
        if (inference != null && !inference.knows(itemId)) {
            freshness.exposure().appeared(itemId, now);
        }
        if (withdrawn.contains(itemId)) {
            beforeChange.run();
            withdrawn.remove(itemId);
            if (inference != null) {
                inference.restore(itemId);
            }
        }
    }

    @Override
    public void ready(ModelUpdate update, Inference loaded) throws Exception {
        beforeChange.run();
        Inference old = inference;
        inference = loaded;
        accepted.swapped(update);
        freshness.swapped(update);
        numbers.swapped();
        updates++;
        LOG.info("Serve with {} version {}", update.model(), update.version());
        if (old == null) {
            withdrawn.applyTo(loaded);
        } else {
            loaded.adopt(old);
            old.close();
        }
    }

    @Override
    public void refused(ModelUpdate update, RuntimeException cause) throws Exception {
        accepted.refused(update);
        numbers.refusedUpdate(UpdateRefusedException.reasonOf(cause));
        LOG.warn("Refuse {} version {}: {}", update.model(), update.version(), update.uri(), cause);
    }

    @Override
    public void close() {
        swap.close();
        if (inference != null) {
            inference.close();
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
