package io.riffle.job.items;

import io.riffle.job.inference.Inference;
import io.riffle.job.metrics.FirstExposure;
import io.riffle.schema.Item;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.flink.util.function.ThrowingRunnable;
import org.jspecify.annotations.Nullable;

/** What the step does with an entry of the catalogue: it holds from the next click on. */
public final class CatalogueNews {

    private final EligibleItems eligible;
    private final NewItems newItems;
    private final @Nullable Conditions conditions;
    private final Supplier<@Nullable Inference> model;
    private final FirstExposure exposure;
    private final ThrowingRunnable<Exception> beforeChange;
    private final LongSupplier now;

    /** Without anything that conditions ask. */
    public CatalogueNews(
            EligibleItems eligible,
            NewItems newItems,
            Supplier<@Nullable Inference> model,
            FirstExposure exposure,
            ThrowingRunnable<Exception> beforeChange,
            LongSupplier now) {
        this(eligible, newItems, null, model, exposure, beforeChange, now);
    }

    /**
     * @param conditions what conditions ask; null = nobody does
     * @param model the models that serve, now or when the catalogue was read
     * @param beforeChange infers every click that waits
     * @param now processing time, epoch ms
     */
    public CatalogueNews(
            EligibleItems eligible,
            NewItems newItems,
            @Nullable Conditions conditions,
            Supplier<@Nullable Inference> model,
            FirstExposure exposure,
            ThrowingRunnable<Exception> beforeChange,
            LongSupplier now) {
        this.eligible = eligible;
        this.newItems = newItems;
        this.conditions = conditions;
        this.model = model;
        this.exposure = exposure;
        this.beforeChange = beforeChange;
        this.now = now;
    }

    /** The catalogue has an item that is new, or that it may have withdrawn before. */
    public void listed(Item listed) throws Exception {
        Item item = described(listed);
        String itemId = item.itemId();
        Inference inference = model.get();
        if (inference != null && !inference.knows(itemId)) {
            exposure.appeared(itemId, now.getAsLong());
        }
        if (eligible.changes(item)
                || newItems.changes(item, inference)
                || (conditions != null && conditions.changes(listed))) {
            beforeChange.run();
        }
        if (conditions != null) {
            conditions.list(listed);
        }
        apply(eligible.list(itemId, item.categories()), itemId);
        newItems.list(item, inference);
    }

    /** The catalogue has withdrawn an item. */
    public void withdrawn(String itemId) throws Exception {
        exposure.withdrawn(itemId);
        if (eligible.mayBeShown(itemId)) {
            beforeChange.run();
        }
        if (conditions != null) {
            conditions.withdraw(itemId);
        }
        newItems.withdraw(itemId);
        apply(eligible.withdraw(itemId), itemId);
    }

    /** A partition of the catalogue has been read. */
    public void read(int partition) throws Exception {
        if (!eligible.expects(partition)) {
            return;
        }
        beforeChange.run();
        boolean waited = eligible.waiting();
        apply(eligible.read(partition), "");
        Inference inference = model.get();
        if (waited && !eligible.waiting() && inference != null && conditions != null) {
            // Nobody was answered by it so far.
            inference.prepare(conditions.listed());
        }
    }

    /** What models read of an item: not its attributes, of which conditions may name some. */
    private static Item described(Item listed) {
        return listed.attributes().isEmpty()
                ? listed
                : new Item(
                        listed.itemId(),
                        listed.title(),
                        listed.categories(),
                        listed.createdTime(),
                        Map.of(),
                        listed.vector());
    }

    private void apply(CatalogueChange change, String itemId) {
        Inference inference = model.get();
        if (inference == null) {
            return;
        }
        switch (change) {
            case NOTHING -> {}
            case ITEM -> {
                if (eligible.mayBeShown(itemId)) {
                    inference.restore(itemId);
                } else {
                    inference.withdraw(itemId);
                }
            }
            case ALL -> inference.showOnly(eligible::mayBeShown);
        }
    }
}
