package io.riffle.serving.conditions;

import io.riffle.schema.Item;
import io.riffle.schema.condition.Condition;
import io.riffle.schema.condition.ConditionText;
import java.util.ArrayList;
import java.util.Arrays;
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
        CatalogueFeed unused = measure(new CatalogueIndex(List.of()), "none");
        CatalogueIndex index = new CatalogueIndex(List.of("brand", "price", "in_stock"));
        CatalogueFeed feed = measure(index, "brand, price, in_stock");
        for (String where :
                List.of(
                        "category in (c0, c1, c2)",
                        "not category in (c0)",
                        "price < 100 and age < 30d",
                        "brand in (b1, b2) and category in (c5) and not item in (item-7)")) {
            time(index, feed, ConditionText.parse(where), where);
        }
    }

    private static CatalogueFeed measure(CatalogueIndex index, String filterable)
            throws Exception {
        long before = used();
        CatalogueFeed feed = index.feed();
        long start = System.nanoTime();
        for (int i = 0; i < ITEMS; i++) {
            feed.list(item(i));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "%,d items, %,d categories, attributes: %s: %.0f MB, listed in %.1f s%n",
                index.size(), CATEGORIES, filterable, (used() - before) / 1e6, seconds);
        return feed;
    }

    private static void time(
            CatalogueIndex index, CatalogueFeed feed, Condition condition, String where)
            throws Exception {
        long now = START + ITEMS * 10_000L;
        double[] milliseconds = new double[200];
        int found = 0;
        for (int i = 0; i < milliseconds.length; i++) {
            // Listed with what another one said: a set of nearly every condition changes.
            Item other = item(i + ITEMS / 2 + 1_000 * where.length());
            feed.list(
                    new Item(
                            "item-" + i,
                            "",
                            other.categories(),
                            other.createdTime(),
                            other.attributes()));
            long start = System.nanoTime();
            found = index.select(condition, now + i).size();
            milliseconds[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(milliseconds);
        System.out.printf("%,9d items, median %6.3f ms: %s%n", found, milliseconds[100], where);
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
