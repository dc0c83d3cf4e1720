package io.riffle.serving.conditions;

import io.riffle.schema.Item;
import io.riffle.schema.condition.Condition;
import io.riffle.schema.condition.RefusedConditionException;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * The catalogue as conditions ask for it: sets of rows by category and by attribute value, numbers
 * and created times in order. Items that no model knows are in it too.
 *
 * <p>Where they are filterable, three attributes say when an item is shown at all: {@value
 * #IN_STOCK} ({@code false} = it is not), {@value #VALID_FROM} and {@value #VALID_UNTIL} (epoch ms,
 * shown from the one on and before the other). An item that is not shown is in no selection.
 *
 * <p><b>Memory</b>: see {@code doc/decisions/0035}. An attribute whose values all differ, such as a
 * time to the millisecond, costs some 250 bytes an item.
 *
 * <p><b>State</b>: one copy serves all subtasks of a job. Safe for any thread: an answer that still
 * holds costs no lock but that of a look-up; one that is made anew waits for the change of one item
 * at most, and a change for answers that are being made.
 */
public final class CatalogueIndex {
    /** Attribute of items that may be out of stock. */
    public static final String IN_STOCK = "in_stock";

    /** Attribute of items that are shown from a time on. */
    public static final String VALID_FROM = "valid_from";

    /** Attribute of items that are shown until a time. */
    public static final String VALID_UNTIL = "valid_until";

    /** Stands for the name of an attribute where categories are meant. */
    public static final String CATEGORY = "category";

    private final Catalogue catalogue;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final RowCounts applied = new RowCounts();
    private final Selections selections;

    /**
     * An empty catalogue.
     *
     * @param filterable names of the attributes that are kept
     */
    public CatalogueIndex(List<String> filterable) {
        this.catalogue = new Catalogue(filterable);
        this.selections = new Selections(catalogue, lock.readLock());
    }

    /** Lists an item that was listed before any feed began; before any feed tells of it. */
    public void restore(Item item) {
        with(
                lock.writeLock(),
                () -> {
                    int row = catalogue.names().add(item.itemId());
                    if (row >= 0) {
                        catalogue.list(row, item);
                    }
                });
    }

    /** Where one of those who read the catalogue tells of it: a feed for each. */
    public CatalogueFeed feed() {
        return new CatalogueFeed(this);
    }

    /** As a feed says it that has told so much. */
    void list(Item item, RowCounts seen) {
        with(lock.writeLock(), () -> listHeld(item, seen));
    }

    /** As a feed says it that has told so much. */
    void withdraw(String itemId, RowCounts seen) {
        with(lock.writeLock(), () -> withdrawHeld(itemId, seen));
    }

    /** Whether listing an item would change nothing. */
    public boolean says(Item item) {
        lock.readLock().lock();
        try {
            return catalogue.says(catalogue.names().row(item.itemId()), item);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Whether an item is listed. */
    public boolean lists(String itemId) {
        lock.readLock().lock();
        try {
            return catalogue.isListed(catalogue.names().row(itemId));
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Items that are listed. */
    public int size() {
        lock.readLock().lock();
        try {
            return catalogue.listed().getCardinality();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Tells what is kept of all listed items, in the order in which they were listed first. */
    public void forEach(Consumer<Item> item) {
        with(
                lock.readLock(),
                () -> {
                    var rising = catalogue.listed().getIntIterator();
                    while (rising.hasNext()) {
                        item.accept(catalogue.item(rising.next()));
                    }
                });
    }

    /**
     * An item's values.
     *
     * @param of name of a filterable attribute, or {@link #CATEGORY}
     * @return none where nothing is known
     */
    public List<String> values(String itemId, String of) {
        lock.readLock().lock();
        try {
            return catalogue.values(catalogue.names().row(itemId), of);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** All that is listed, shown now or not. */
    public Selection listed() {
        lock.readLock().lock();
        try {
            RoaringBitmap rows = catalogue.listed().clone();
            return new Selection(CATEGORY, catalogue.names(), rows, List.of());
        } finally {
            lock.readLock().unlock();
        }
    }

    /** What is hidden now, as a selection of what is not; null where nothing is. */
    public @Nullable Selection shown(long timeMillis) {
        return selections.shown(timeMillis);
    }

    /**
     * The items that satisfy a condition.
     *
     * @param timeMillis time for which is asked: ages are counted up to it
     * @throws RefusedConditionException when an attribute is compared with a number that is none in
     *     every item
     */
    public Selection select(Condition condition, long timeMillis) throws RefusedConditionException {
        return selections.select(condition, timeMillis);
    }

    /** Conditions whose answers are kept. */
    int answers() {
        return selections.kept();
    }

    /** Lists an item unless another feed has told of as many changes of it. */
    private void listHeld(Item item, RowCounts seen) {
        int row = catalogue.names().add(item.itemId());
        if (row >= 0 && applied.follow(row, seen)) {
            catalogue.list(row, item);
        }
    }

    private void withdrawHeld(String itemId, RowCounts seen) {
        int row = catalogue.names().add(itemId);
        if (row >= 0 && applied.follow(row, seen)) {
            catalogue.withdraw(row);
        }
    }

    private static void with(Lock held, Runnable action) {
        held.lock();
        try {
            action.run();
        } finally {
            held.unlock();
        }
    }
}
