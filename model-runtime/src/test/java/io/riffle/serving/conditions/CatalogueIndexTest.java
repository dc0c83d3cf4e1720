package io.riffle.serving.conditions;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.schema.Item;
import io.riffle.schema.condition.ConditionText;
import io.riffle.schema.condition.RefusedConditionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class CatalogueIndexTest {
    private static final long NOW = 1_000_000;

    private final CatalogueIndex index =
            new CatalogueIndex(List.of("price", "brand", "in_stock", "valid_from", "valid_until"));
    private final CatalogueFeed feed = index.feed();

    @Test
    void itemsListedLastComeFirst() throws Exception {
        list("a", "news", Map.of());
        list("b", "sport", Map.of());
        list("c", "news", Map.of());

        ItemSet news = select("category in (news)");

        assertThat(news.newest(5, any -> false)).containsExactly("c", "a");
        assertThat(news.newest(1, "c"::equals)).containsExactly("a");
        assertThat(news.size()).isEqualTo(2);
    }

    @Test
    void whatNamesNothingMatchesNothingAndIsNamed() throws Exception {
        list("a", "news", Map.of("brand", "b", "colour", "red"));

        assertThat(select("category in (nwes)").unknown()).containsExactly("category nwes");
        assertThat(select("category in (nwes)").size()).isZero();
        assertThat(select("colour = red and price < 3").unknown())
                .containsExactly("attribute colour", "attribute price");
        assertThat(select("brand = other").unknown()).isEmpty();
        list("b", "nwes", Map.of());
        assertThat(select("category in (nwes)").unknown()).isEmpty();
        assertThat(select("category in (nwes)").contains("b")).isTrue();
    }

    @Test
    void numbersAreComparedWhereAllAreNumbers() throws Exception {
        list("a", "news", Map.of("price", "9.50"));
        list("b", "news", Map.of("price", "10"));
        assertThat(select("price < 10").newest(9, any -> false)).containsExactly("a");

        list("c", "news", Map.of("price", "free"));
        assertThatThrownBy(() -> select("price < 10"))
                .isInstanceOf(RefusedConditionException.class)
                .hasMessageContaining("The attribute (price) of a condition must be a number");
        assertThat(select("price = free").contains("c")).isTrue();

        feed.withdraw("c");
        assertThat(select("price < 10").newest(9, any -> false)).containsExactly("a");
    }

    @Test
    void whatIsOutOfStockOrNotValidNowIsInNoSelection() throws Exception {
        list("a", "news", Map.of());
        assertThat(index.shown(NOW)).isNull();

        list("b", "news", Map.of("in_stock", "false"));
        list("c", "news", Map.of("valid_from", Long.toString(NOW + 5)));
        list("d", "news", Map.of("valid_until", Long.toString(NOW)));

        assertThat(select("category in (news)").newest(9, any -> false)).containsExactly("a");
        assertThat(shown(NOW)).containsExactly("a");
        assertThat(shown(NOW - 1)).containsExactly("d", "a");
        assertThat(shown(NOW + 5)).containsExactly("c", "a");
        list("b", "news", Map.of("in_stock", "true"));
        assertThat(shown(NOW)).containsExactly("b", "a");
    }

    @Test
    void aSelectionIsTheSameObjectAsLongAsItSaysTheSame() throws Exception {
        list("a", "news", Map.of("brand", "b"));
        Selection before = select("category in (news) and age < 1h");
        list("b", "sport", Map.of("brand", "c"));

        assertThat(select("category in (news) and age < 1h")).isSameAs(before);
        assertThat(index.select(ConditionText.parse("category in (news) and age < 1h"), NOW + 9))
                .isSameAs(before);
        list("c", "news", Map.of());
        assertThat(select("category in (news) and age < 1h").size()).isEqualTo(2);
        assertThat(before.size()).isOne();
    }

    @Test
    void valuesOfAnItemAreTold() {
        list("a", "news", Map.of("brand", "b"));

        assertThat(index.values("a", "category")).containsExactly("news");
        assertThat(index.values("a", "brand")).containsExactly("b");
        assertThat(index.values("a", "price")).isEmpty();
        assertThat(index.values("x", "brand")).isEmpty();
    }

    @Test
    void answersAreBounded() throws Exception {
        list("a", "news", Map.of());
        for (int i = 0; i < Answers.MOST + 500; i++) {
            select("brand = b" + i);
        }

        assertThat(index.answers()).isEqualTo(Answers.MOST);
    }

    @Test
    void readersFindWholeItemsWhileOthersAreListed() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService readers = Executors.newFixedThreadPool(3);
        List<Future<Integer>> asked = new ArrayList<>();
        for (int reader = 0; reader < 3; reader++) {
            asked.add(readers.submit(() -> askUntil(done)));
        }
        for (int i = 0; i < 20_000; i++) {
            String side = i % 2 == 0 ? "even" : "odd";
            list("i" + i % 3000, side, Map.of("brand", side, "price", Integer.toString(i)));
        }
        done.set(true);
        for (Future<Integer> future : asked) {
            assertThat(future.get()).isPositive();
        }
        readers.shutdown();
    }

    /** An item changes side at once in all that is kept of it. */
    private int askUntil(AtomicBoolean done) throws RefusedConditionException {
        int asked = 0;
        do {
            assertThat(select("category in (even) and brand = odd").size()).isZero();
            Selection even = select("category in (even)");
            for (String itemId : even.newest(50, any -> false)) {
                assertThat(even.contains(itemId)).isTrue();
            }
            asked++;
        } while (!done.get());
        return asked;
    }

    private List<String> shown(long time) {
        Selection shown = requireNonNull(index.shown(time));
        return shown.newest(9, any -> false);
    }

    private Selection select(String where) throws RefusedConditionException {
        return index.select(ConditionText.parse(where), NOW);
    }

    private void list(String itemId, String category, Map<String, String> values) {
        feed.list(new Item(itemId, "", List.of(category), NOW - 100, values));
    }
}
