package io.riffle.serving;

import static io.riffle.serving.WishTest.ask;
import static io.riffle.serving.WishTest.ids;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.artifact.LoadedModel;
import io.riffle.serving.slate.Arrangement;
import io.riffle.serving.testing.TestModels;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** How far candidates are looked for that fit the caps. */
class CapSearchTest {
    private static final int ROWS = 20_000;
    private static final LoadedModel MODEL = TestModels.backbone(ROWS, 20, 1, 5);
    private static final ServingOptions OPTIONS = new ServingOptions(5, 10, 0, 0, 4, 0, "cpu");

    @Test
    void capsThatNoSlateCanSatisfyDoNotOrderTheCatalogue() {
        AtomicInteger looks = new AtomicInteger();
        Wish wish =
                capped(
                        itemId -> {
                            looks.incrementAndGet();
                            return List.of("same");
                        });
        try (Recommender recommender = new Recommender(MODEL, null, OPTIONS)) {
            assertThat(ids(ask(recommender, wish, "item-1"))).hasSize(3);
            assertThat(looks).hasValueLessThan(2_000);
        }
    }

    @Test
    void whatFitsIsFoundBehindManyThatDoNot() {
        try (Recommender recommender = new Recommender(MODEL, null, OPTIONS)) {
            Wish many = new Wish(1_000, null, List.of(), false, "", Arrangement.NONE);
            Set<String> best = new HashSet<>(ids(ask(recommender, many, "item-1")));
            Wish wish = capped(itemId -> List.of(best.contains(itemId) ? "best" : "other"));
            assertThat(ids(ask(recommender, wish, "item-1")))
                    .hasSize(6)
                    .filteredOn(best::contains)
                    .hasSize(3);
        }
    }

    private static Wish capped(Function<String, List<String>> values) {
        Arrangement.Cap cap = new Arrangement.Cap(values, 3);
        Arrangement arrangement = new Arrangement(List.of(), List.of(cap), 0, List.of());
        return new Wish(6, null, List.of(), false, "", arrangement);
    }
}
