package io.riffle.job.items;

import io.riffle.job.metrics.RecommendMetrics;
import io.riffle.schema.Item;
import io.riffle.schema.condition.Condition;
import io.riffle.schema.condition.ConditionText;
import io.riffle.schema.condition.RefusedConditionException;
import io.riffle.serving.conditions.CatalogueFeed;
import io.riffle.serving.conditions.CatalogueIndex;
import io.riffle.serving.conditions.ItemSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.jspecify.annotations.Nullable;

/**
 * What one subtask asks of the catalogue's items, and what it tells of them. All subtasks of a step
 * in a process share one index.
 *
 * <p><b>State</b>: {@link ListedItems}; the conditions read last.
 */
public final class Conditions implements AutoCloseable {

    /** Texts whose conditions are kept; they are short as a rule. */
    private static final int MOST_READ = 256;

    private static final int LONGEST_KEPT = 1 << 10;

    private final String name;
    private final SharedCatalogues process;
    private final ListedItems state;
    private final CatalogueIndex index;
    private final CatalogueFeed feed;
    private final Map<String, Condition> read = new LinkedHashMap<>(16, .75f, true);
    private boolean changed = true;
    private boolean closed;

    /**
     * Reads the state, unless another subtask of this process has.
     *
     * @param run of the step: job, attempt; subtasks of one run share what they read
     * @param filterable names of the attributes that conditions may name
     * @param writes whether this subtask is the one that writes
     */
    public Conditions(String run, List<String> filterable, OperatorStateStore store, boolean writes)
            throws Exception {
        this(run, filterable, store, writes, SharedCatalogues.PROCESS);
    }

    Conditions(
            String run,
            List<String> filterable,
            OperatorStateStore store,
            boolean writes,
            SharedCatalogues process)
            throws Exception {
        this.name = run;
        this.process = process;
        this.state = new ListedItems(store, filterable, writes);
        this.index = process.hold(run, filterable, state::restore);
        this.feed = index.feed();
    }

    /**
     * The items that satisfy a condition and are shown at a time.
     *
     * @param where its text form; empty = all
     * @param timeMillis the query time
     * @return null where that is every item, known to the catalogue or not
     * @throws RefusedConditionException with a message for whoever asks
     */
    public @Nullable ItemSet select(String where, long timeMillis)
            throws RefusedConditionException {
        return where.isBlank()
                ? index.shown(timeMillis)
                : index.select(condition(where), timeMillis);
    }

    /**
     * The items that satisfy each of two conditions, such as a request's and a placement's.
     *
     * @return as above
     * @throws RefusedConditionException as above
     */
    public @Nullable ItemSet select(String where, String and, long timeMillis)
            throws RefusedConditionException {
        if (where.isBlank() || and.isBlank()) {
            return select(where.isBlank() ? and : where, timeMillis);
        }
        Condition one = condition(where);
        Condition other = condition(and);
        try {
            return index.select(new Condition.All(List.of(one, other)), timeMillis);
        } catch (IllegalArgumentException e) {
            throw RefusedConditionException.of(e);
        }
    }

    /**
     * An item's values, for caps.
     *
     * @param of {@code category}, or the name of a filterable attribute
     */
    public Function<String, List<String>> values(String of) {
        return itemId -> index.values(itemId, of);
    }

    /** Whether the catalogue lists an item. */
    public boolean lists(String itemId) {
        return index.lists(itemId);
    }

    /** Whether answers may be others once the catalogue lists an item. */
    boolean changes(Item item) {
        return !index.says(item);
    }

    /** The catalogue lists an item, or says something else of it. */
    void list(Item item) {
        changed = true;
        feed.list(item);
    }

    /** The catalogue has withdrawn an item. */
    void withdraw(String itemId) {
        changed = true;
        feed.withdraw(itemId);
    }

    /** Writes the state. */
    public void snapshot() throws Exception {
        if (changed) {
            state.write(index);
            changed = false;
        }
    }

    /** Registers how many items can be asked for. */
    public void gauges(RecommendMetrics numbers) {
        numbers.gauge("catalogue.indexed", index::size);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            process.release(name);
        }
    }

    private Condition condition(String where) throws RefusedConditionException {
        Condition condition = read.get(where);
        if (condition == null) {
            condition = ConditionText.parse(where);
            if (where.length() <= LONGEST_KEPT) {
                read.put(where, condition);
            }
            if (read.size() > MOST_READ) {
                var oldest = read.keySet().iterator();
                oldest.next();
                oldest.remove();
            }
        }
        return condition;
    }
}
