package io.riffle.serving.conditions;

import io.riffle.schema.Item;
import io.riffle.schema.SizeLimits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * What is listed, by row, category, attribute value and created time.
 *
 * <p>Of an item are kept its categories, its created time, and its values of the filterable
 * attributes, where they are as short as a condition can name. A row stays an item's when it is
 * withdrawn.
 *
 * <p><b>State</b>: owned by whoever holds the index's lock, but for {@link #names}.
 */
final class Catalogue {
    private static final int[] NOTHING = {};

    private final ItemNames names = new ItemNames();
    private final RoaringBitmap listed = new RoaringBitmap();
    private final AtomicLong changes = new AtomicLong();
    private final Features features;
    private final SortedColumn created = new SortedColumn();
    private final AtomicLong createdChanges = new AtomicLong();
    private int[] @Nullable [] facts = new int[16][]; // places of features, rising
    private long[] createdTimes = new long[16];

    /** An empty one that keeps these attributes. */
    Catalogue(List<String> filterable) {
        this.features = new Features(filterable);
    }

    ItemNames names() {
        return names;
    }

    RoaringBitmap listed() {
        return listed;
    }

    /** Counts items that were listed or withdrawn. */
    AtomicLong changes() {
        return changes;
    }

    Features features() {
        return features;
    }

    /** Created times; an item without one is not there. */
    SortedColumn created() {
        return created;
    }

    AtomicLong createdChanges() {
        return createdChanges;
    }

    boolean isListed(int row) {
        return row >= 0 && row < facts.length && facts[row] != null;
    }

    /** Whether a listed item says what is kept of it already. */
    boolean says(int row, Item item) {
        if (!isListed(row) || createdTimes[row] != item.createdTime()) {
            return false;
        }
        List<Feature> wanted = wanted(item);
        int[] there = facts(row);
        boolean same = there.length == wanted.size();
        for (int i = 0; same && i < there.length; i++) {
            same = Arrays.binarySearch(there, wanted.get(i).place()) >= 0;
        }
        return same;
    }

    /** Lists the item of a row, in place of what it said before. */
    void list(int row, Item item) {
        List<Feature> wanted = wanted(item);
        int[] before = facts(row);
        int[] now = new int[wanted.size()];
        for (int i = 0; i < now.length; i++) {
            Feature feature = wanted.get(i);
            boolean had = feature.place() >= 0 && Arrays.binarySearch(before, feature.place()) >= 0;
            if (!had) {
                features.add(feature, row);
            }
            now[i] = feature.place();
        }
        Arrays.sort(now);
        for (int place : before) {
            if (Arrays.binarySearch(now, place) < 0) {
                features.remove(features.at(place), row);
            }
        }
        if (row >= facts.length) {
            facts = Arrays.copyOf(facts, Math.max(row + 1, facts.length * 3 / 2));
            createdTimes = Arrays.copyOf(createdTimes, facts.length);
        }
        created(row, item.createdTime());
        facts[row] = now.length == 0 ? NOTHING : now;
        if (listed.checkedAdd(row)) {
            changes.incrementAndGet();
        }
    }

    /** Forgets what is listed of a row. */
    void withdraw(int row) {
        if (isListed(row)) {
            for (int place : facts(row)) {
                features.remove(features.at(place), row);
            }
            created(row, 0);
            facts[row] = null;
            listed.remove(row);
            changes.incrementAndGet();
        }
    }

    /** What is kept of a listed item. */
    Item item(int row) {
        List<String> categories = new ArrayList<>();
        Map<String, String> values = new TreeMap<>();
        for (int place : facts(row)) {
            Feature feature = features.at(place);
            if (feature.attribute() == Feature.CATEGORY) {
                categories.add(feature.value());
            } else {
                values.put(features.columns().get(feature.attribute()).name(), feature.value());
            }
        }
        return new Item(names.itemId(row), "", categories, createdTimes[row], values);
    }

    /**
     * Values of an item.
     *
     * @param of name of an attribute, or {@link CatalogueIndex#CATEGORY}
     * @return none where the row is not listed
     */
    List<String> values(int row, String of) {
        if (!isListed(row)) {
            return List.of();
        }
        Item item = item(row);
        String value = item.attributes().get(of);
        return of.equals(CatalogueIndex.CATEGORY)
                ? item.categories()
                : value == null ? List.of() : List.of(value);
    }

    private int[] facts(int row) {
        int[] there = row < facts.length ? facts[row] : null;
        return there == null ? NOTHING : there;
    }

    private void created(int row, long time) {
        long before = createdTimes[row];
        if (before != time) {
            createdChanges.incrementAndGet();
            if (before > 0) {
                created.remove((double) before, row);
            }
            if (time > 0) {
                created.add((double) time, row);
            }
            createdTimes[row] = time;
        }
    }

    /** What an item is, each once. */
    private List<Feature> wanted(Item item) {
        List<Feature> wanted = new ArrayList<>();
        for (String name : new TreeSet<>(item.categories())) {
            wanted.add(features.ofCategory(name));
        }
        List<AttributeColumn> columns = features.columns();
        for (int i = 0; i < columns.size(); i++) {
            String value = item.attributes().get(columns.get(i).name());
            if (value != null && value.length() <= SizeLimits.NAME) {
                wanted.add(features.ofAttribute(i, value));
            }
        }
        return wanted;
    }
}
