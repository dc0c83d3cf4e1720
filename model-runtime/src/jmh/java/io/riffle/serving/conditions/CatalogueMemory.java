package io.riffle.serving.conditions;

import io.riffle.schema.Item;
import io.riffle.schema.condition.Condition;
import io.riffle.schema.condition.ConditionText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Prints what a catalogue of a million items costs in memory, with 2,000 categories of falling size
 * (one to three an item) and without or with three filterable attributes: 500 brands, 5,000 prices,
 * in stock or not; how long it takes to list them, and to answer conditions that were not asked
 * before and that change.
 *
 * <p>{@code java -Xmx2g -cp 'deploy/cli/target/lib/*'
 * io.riffle.serving.conditions.CatalogueMemory}
 */
public final class CatalogueMemory {
    private static final int ITEMS = 1_000_000;
    private static final int CATEGORIES = 2_000;
    private static final long START = 1_700_000_000_000L;

    private CatalogueMemory() {}

    public static void main(String[] arguments) throws Exception {
        measure(List.of());
        CatalogueIndex index = measure(List.of("brand", "price", "in_stock"));
        for (String where :
                List.of(
                        "category in (c0, c1, c2)",
                        "not category in (c0)",
                        "price < 100 and age < 30d",
                        "brand in (b1, b2) and category in (c5) and not item in (item-7)")) {
            time(index, ConditionText.parse(where), where);
        }
    }

    private static CatalogueIndex measure(List<String> filterable) throws Exception {
        long before = used();
        CatalogueIndex index = new CatalogueIndex(filterable);
        CatalogueFeed feed = index.feed();
        long start = System.nanoTime();
        for (int i = 0; i < ITEMS; i++) {
            feed.list(item(i));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "%,d items, %,d categories, attributes %s: %.0f MB, listed in %.1f s%n",
                index.size(), CATEGORIES, filterable, (used() - before) / 1e6, seconds);
        return index;
    }

    private static void time(CatalogueIndex index, Condition condition, String where)
            throws Exception {
        long now = START + ITEMS * 10_000L;
        double best = Double.MAX_VALUE;
        int found = 0;
        for (int i = 0; i < 200; i++) {
            // Listed anew with another price: a set of nearly every condition changes.
            index.feed().list(item(i + ITEMS / 2));
            index.feed().withdraw("item-" + i);
            long start = System.nanoTime();
            found = index.select(condition, now + i).size();
            best = Math.min(best, (System.nanoTime() - start) / 1e6);
        }
        System.out.printf("%,9d items, %6.3f ms: %s%n", found, best, where);
    }

    private static Item item(int number) {
        SplittableRandom random = new SplittableRandom(number);
        List<String> categories = new ArrayList<>();
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            double share = random.nextDouble();
            categories.add("c" + (int) (CATEGORIES * share * share * share));
        }
        Map<String, String> values = new HashMap<>();
        values.put("brand", "b" + random.nextInt(500));
        values.put("price", Integer.toString(random.nextInt(5_000)));
        values.put("in_stock", random.nextInt(20) == 0 ? "false" : "true");
        return new Item("item-" + number, "", categories, START + number * 10_000L, values);
    }

    private static long used() throws InterruptedException {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 4; i++) {
            System.gc();
            Thread.sleep(100);
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
