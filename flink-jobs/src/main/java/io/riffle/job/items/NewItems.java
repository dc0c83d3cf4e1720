package io.riffle.job.items;

import io.riffle.job.inference.Inference;
import io.riffle.job.metrics.RecommendMetrics;
import io.riffle.job.settings.NewItemRules;
import io.riffle.job.state.CodecSerializer;
import io.riffle.job.state.NewItem;
import io.riffle.job.state.NewItemCodec;
import io.riffle.schema.Ids;
import io.riffle.schema.Item;
import io.riffle.schema.RankedItem;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.jspecify.annotations.Nullable;

/**
 * Items of the catalogue that few have seen: a bounded share of the slots is theirs, so that what
 * becomes of them can be learned.
 *
 * <p>Half of the draws show the newest item that was never shown; the other half goes to all, in
 * proportion to what their clicks so far promise. Whether and what is drawn depends on the
 * recommendation id and on what this subtask has seen: the chance of each item is known exactly,
 * which Thompson sampling's is not.
 *
 * <p><b>State</b>: bounded, the newest stay; one subtask writes it, all read it.
 */
public final class NewItems {
    /** So that this draw and that of the slate's order are not the same. */
    private static final long SALT = 0x6E65772D6974656DL;

    private final NewItemRules rules;
    private final ListState<NewItem> state;
    private final boolean writes;
    private final NewItemPool pool;
    private boolean changed = true;

    /**
     * Reads the state.
     *
     * @param writes whether this subtask is the one that writes
     */
    public NewItems(NewItemRules rules, OperatorStateStore store, boolean writes) throws Exception {
        this.rules = rules;
        this.writes = writes;
        this.pool = new NewItemPool(rules.most());
        this.state =
                store.getUnionListState(
                        new ListStateDescriptor<>(
                                "new-items", new CodecSerializer<>(NewItemCodec.class)));
        for (NewItem item : state.get()) {
            pool.put(item);
        }
    }

    /**
     * An item that is shown in place of another one.
     *
     * @param propensity probability with which it came there
     */
    public record Drawn(String itemId, double propensity) {}

    /** Whether an entry of the catalogue says something new of an item that few have seen. */
    boolean changes(Item item, @Nullable Inference model) {
        NewItem before = pool.find(item.itemId());
        return before == null
                ? model == null || !model.knows(item.itemId())
                : !before.item().equals(item);
    }

    /** The catalogue lists an item, or says something else of it. */
    void list(Item item, @Nullable Inference model) {
        if (!changes(item, model)) {
            return;
        }
        NewItem before = pool.find(item.itemId());
        changed = true;
        pool.put(before == null ? new NewItem(item, 0, 0) : before.described(item));
        if (model != null) {
            model.describe(item);
        }
    }

    /** The catalogue has withdrawn an item. */
    void withdraw(String itemId) {
        changed |= pool.remove(itemId);
    }

    /** Tells models that are about to serve of all that they may not know. */
    public void describe(Inference model) {
        pool.forEach(item -> model.describe(item.item()));
    }

    /** A click on an item. */
    public void clicked(String itemId) {
        NewItem item = pool.find(itemId);
        if (item != null) {
            update(item.wasClicked());
        }
    }

    /** A slate goes out. */
    public void shown(List<RankedItem> slate) {
        for (RankedItem ranked : slate) {
            NewItem item = pool.find(ranked.itemId());
            if (item != null) {
                update(item.wasShown());
            }
        }
    }

    /**
     * An item for the last slot of a slate; null where none is to be shown.
     *
     * @param slots of the slate
     * @param excluded what must not be shown
     */
    public @Nullable Drawn draw(String recommendationId, int slots, Predicate<String> excluded) {
        double chance = Math.min(1, rules.share() * slots);
        if (chance == 0 || pool.size() == 0) {
            return null;
        }
        SplittableRandom random = new SplittableRandom(Ids.eventHash(recommendationId) ^ SALT);
        if (random.nextDouble() >= chance) {
            return null;
        }
        NewItem never = pool.newestNeverShown();
        boolean first = never != null && random.nextBoolean();
        NewItem item = first ? never : pool.draw(random.nextDouble());
        if (item == null || excluded.test(item.item().itemId())) {
            return null;
        }
        double share = item.weight() / pool.weight();
        double among = never == null ? share : (item.equals(never) ? .5 : 0) + .5 * share;
        return new Drawn(item.item().itemId(), Math.min(1, chance * among));
    }

    /** The newest ones, for slates that nothing else fills. */
    public List<String> newest(int count, Predicate<String> excluded) {
        List<String> newest = new ArrayList<>(count);
        pool.newestFirst(
                item -> {
                    String itemId = item.item().itemId();
                    if (!excluded.test(itemId)) {
                        newest.add(itemId);
                    }
                    return newest.size() < count;
                });
        return newest;
    }

    /** Registers how many there are. */
    public void gauges(RecommendMetrics numbers) {
        numbers.gauge("catalogue.new", pool::size);
    }

    /** Writes the state. */
    public void snapshot() throws Exception {
        if (!writes) {
            state.clear();
        } else if (changed) {
            List<NewItem> all = new ArrayList<>(pool.size());
            pool.forEach(all::add);
            state.update(all);
        }
        changed = false;
    }

    private void update(NewItem item) {
        changed = true;
        if (item.old()) {
            pool.remove(item.item().itemId());
        } else {
            pool.put(item);
        }
    }
}
