package io.riffle.job.items;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riffle.job.state.NewItem;
import io.riffle.schema.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class NewItemPoolTest {

    @Test
    void itemsAreDrawnInProportionToTheirWeights() {
        NewItemPool pool = new NewItemPool(5);
        pool.put(item("a", 0, 0));
        pool.put(item("b", 80, 0));
        pool.put(item("gone", 0, 0));
        pool.put(item("c", 60, 7));
        pool.remove("gone");

        Map<String, Integer> drawn = new HashMap<>();
        int draws = 100_000;
        for (int i = 0; i < draws; i++) {
            NewItem item = Objects.requireNonNull(pool.draw((i + .5) / draws));
            drawn.merge(item.item().itemId(), 1, Integer::sum);
        }

        for (String id : List.of("a", "b", "c")) {
            double weight = Objects.requireNonNull(pool.find(id)).weight();
            assertThat(drawn.getOrDefault(id, 0) / (double) draws)
                    .isCloseTo(weight / pool.weight(), within(1e-4));
        }
        assertThat(drawn).doesNotContainKey("gone");
    }

    @Property(tries = 50)
    void itHoldsWhatAListWould(@ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int most) {
        SplittableRandom random = new SplittableRandom(seed);
        NewItemPool pool = new NewItemPool(most);
        Map<String, NewItem> list = new LinkedHashMap<>();
        for (int step = 0; step < 300; step++) {
            NewItem item = item("i" + random.nextInt(30), random.nextInt(3), random.nextInt(5));
            String id = item.item().itemId();
            if (random.nextInt(4) == 0) {
                assertThat(pool.remove(id)).isEqualTo(list.remove(id) != null);
            } else {
                if (!list.containsKey(id) && list.size() == most) {
                    list.remove(list.keySet().iterator().next());
                }
                list.put(id, item);
                pool.put(item);
            }
            List<NewItem> all = new ArrayList<>();
            pool.forEach(all::add);
            assertThat(all).containsExactlyElementsOf(list.values());
            double weight = list.values().stream().mapToDouble(NewItem::weight).sum();
            assertThat(pool.weight()).isCloseTo(weight, within(1e-9));
            NewItem never =
                    list.values().stream()
                            .filter(one -> one.shown() == 0)
                            .reduce((before, after) -> after)
                            .orElse(null);
            assertThat(pool.newestNeverShown()).isEqualTo(never);
            if (!list.isEmpty()) {
                assertThat(list).containsValue(pool.draw(random.nextDouble()));
            }
        }
    }

    private static NewItem item(String id, int shown, int clicked) {
        return new NewItem(new Item(id, "", List.of(), 0, Map.of()), shown, clicked);
    }
}
