package io.riffle.serving.conditions;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.schema.Item;
import io.riffle.schema.condition.Condition;
import io.riffle.schema.condition.RefusedConditionException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** An index says what looking at every item says, whatever happened to the catalogue before. */
class CatalogueIndexLawTest {

    @Property(tries = 200)
    void aSelectionIsWhatLookingAtEveryItemSays(@ForAll Random random) throws Exception {
        Shop shop = new Shop();
        CatalogueIndex index = new CatalogueIndex(Shop.FILTERABLE);
        CatalogueFeed feed = index.feed();
        List<Condition> asked = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            asked.add(Shop.condition(random, 3));
        }
        for (int step = 0; step < 150; step++) {
            change(shop, feed, random);
            Condition condition = asked.get(random.nextInt(asked.size()));
            long time = Shop.time(random);
            agree(shop, index.select(condition, time), condition, time);
        }
        List<Item> kept = new ArrayList<>();
        index.forEach(kept::add);
        assertThat(kept).hasSize(shop.items().size()).hasSize(index.size());
        for (Item item : kept) {
            assertThat(index.says(requireNonNull(shop.items().get(item.itemId())))).isTrue();
        }
    }

    private static void change(Shop shop, CatalogueFeed feed, Random random) {
        String itemId = "i" + random.nextInt(50);
        if (random.nextInt(5) == 0) {
            shop.withdraw(itemId);
            feed.withdraw(itemId);
        } else {
            Item item = Shop.item(random, itemId);
            shop.list(item);
            feed.list(item);
        }
    }

    private static void agree(Shop shop, ItemSet selected, Condition condition, long time) {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 51; i++) {
            boolean satisfies = shop.satisfies("i" + i, condition, time);
            assertThat(selected.contains("i" + i)).as("i%s %s", i, condition).isEqualTo(satisfies);
            if (satisfies) {
                expected.add("i" + i);
            }
        }
        assertThat(selected.size()).isEqualTo(expected.size());
        assertThat(selected.newest(100, any -> false))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Property(tries = 200)
    void readersAtTheirOwnPaceMakeEachChangeOnce(@ForAll Random random) {
        List<Object> changes = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String itemId = "i" + random.nextInt(5);
            changes.add(random.nextInt(3) == 0 ? itemId : Shop.item(random, itemId));
        }
        CatalogueIndex shared = new CatalogueIndex(Shop.FILTERABLE);
        CatalogueFeed[] readers = {shared.feed(), shared.feed(), shared.feed()};
        int[] read = new int[readers.length];
        int first = 0;
        while (first < changes.size()) {
            int reader = random.nextInt(readers.length);
            if (read[reader] < changes.size()) {
                tell(readers[reader], changes.get(read[reader]++));
            }
            first = Math.max(first, read[reader]);
            assertThat(content(shared)).isEqualTo(content(alone(changes.subList(0, first))));
        }
        for (int reader = 0; reader < readers.length; reader++) {
            while (read[reader] < changes.size()) {
                tell(readers[reader], changes.get(read[reader]++));
            }
        }
        assertThat(content(shared)).isEqualTo(content(alone(changes)));
    }

    private static CatalogueIndex alone(List<Object> changes) {
        CatalogueIndex index = new CatalogueIndex(Shop.FILTERABLE);
        CatalogueFeed feed = index.feed();
        changes.forEach(change -> tell(feed, change));
        return index;
    }

    private static void tell(CatalogueFeed feed, Object change) {
        if (change instanceof Item item) {
            feed.list(item);
        } else {
            feed.withdraw((String) change);
        }
    }

    private static List<String> content(CatalogueIndex index) {
        List<String> content = new ArrayList<>();
        index.forEach(
                item -> {
                    List<String> categories = new ArrayList<>(item.categories());
                    Collections.sort(categories);
                    content.add(
                            item.itemId() + categories + item.createdTime() + item.attributes());
                });
        Collections.sort(content);
        return content;
    }

    @Property(tries = 100)
    void aColumnIsInOrder(@ForAll Random random) throws RefusedConditionException {
        SortedColumn column = new SortedColumn();
        List<double[]> entries = new ArrayList<>();
        int keys = 1 + random.nextInt(random.nextBoolean() ? 10 : 10_000);
        for (int row = 0; row < 6_000; row++) {
            double[] entry = {random.nextInt(keys), row};
            entries.add(entry);
            column.add(entry[0], row);
        }
        Collections.shuffle(entries, random);
        for (int i = 0; i < 3_000; i++) {
            double[] entry = entries.remove(entries.size() - 1);
            column.remove(entry[0], (int) entry[1]);
        }
        for (int i = 0; i < 20; i++) {
            double bound = random.nextInt(keys + 2) - 1;
            boolean equal = random.nextBoolean();
            int[] below =
                    entries.stream()
                            .filter(entry -> entry[0] < bound || (equal && entry[0] == bound))
                            .mapToInt(entry -> (int) entry[1])
                            .sorted()
                            .toArray();
            assertThat(column.below(bound, equal).toArray()).isEqualTo(below);
            assertThat(column.above(bound, !equal).getCardinality())
                    .isEqualTo(entries.size() - below.length);
            assertThat(column.lower(bound, equal))
                    .isEqualTo(
                            entries.stream()
                                    .mapToDouble(entry -> entry[0])
                                    .filter(key -> key < bound || (equal && key == bound))
                                    .max()
                                    .orElse(Double.NEGATIVE_INFINITY));
            assertThat(column.higher(bound, equal))
                    .isEqualTo(
                            entries.stream()
                                    .mapToDouble(entry -> entry[0])
                                    .filter(key -> key > bound || (equal && key == bound))
                                    .min()
                                    .orElse(Double.POSITIVE_INFINITY));
        }
    }
}
