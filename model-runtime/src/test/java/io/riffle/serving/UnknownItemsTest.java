package io.riffle.serving;

import static io.riffle.serving.WishTest.ask;
import static io.riffle.serving.WishTest.ids;
import static io.riffle.serving.WishTest.model;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.serving.slate.Arrangement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a wish names and the backbone does not know is shown as the catalogue says. */
class UnknownItemsTest {
    private static final ServingOptions OPTIONS = new ServingOptions(5, 10, 0, 0, 4, 0, "cpu");

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aWithdrawnCandidateWithoutARowIsNotShown(boolean blended) {
        Wish wish =
                new Wish(9, null, List.of("item-2", "new-1", "new-2"), false, "", Arrangement.NONE);
        try (Recommender recommender = new Recommender(model(blended), null, OPTIONS)) {
            Set<String> shown = new HashSet<>(Set.of("item-2", "new-2"));
            recommender.showOnly(shown::contains);
            assertThat(ids(ask(recommender, wish, "item-1"))).containsExactly("item-2", "new-2");
            // What the catalogue says later holds at once.
            shown.add("new-1");
            recommender.withdraw("new-2");
            assertThat(ids(ask(recommender, wish, "item-1"))).containsExactly("item-2", "new-1");
            try (Recommender again = new Recommender(model(blended), null, OPTIONS)) {
                again.show(recommender.items(wish.candidates()));
                assertThat(ids(ask(again, wish, "item-1"))).containsExactly("item-2", "new-1");
            }
            recommender.showOnly(itemId -> false);
            assertThat(ids(ask(recommender, wish, "item-1"))).isEmpty();
        }
    }

    @Test
    void pinsOfItemsWithoutRowsDoNotDependOnOthers() {
        List<Arrangement.Pin> pins = List.of(new Arrangement.Pin(1, "new"));
        Arrangement arrangement = new Arrangement(List.of(), List.of(), 0, pins);
        Wish wish = new Wish(3, null, List.of(), false, "", arrangement);
        try (Recommender recommender = new Recommender(model(false), null, OPTIONS)) {
            recommender.withdraw("other");
            assertThat(ids(ask(recommender, wish, "item-1"))).startsWith("new").hasSize(3);
            recommender.withdraw("new");
            recommender.restore("other");
            assertThat(ids(ask(recommender, wish, "item-1"))).doesNotContain("new").hasSize(3);
            try (Recommender next = new Recommender(model(false), null, OPTIONS)) {
                next.adopt(recommender, itemId -> !itemId.equals("new"));
                assertThat(ids(ask(next, wish, "item-1"))).doesNotContain("new").hasSize(3);
                next.restore("new");
                assertThat(ids(ask(next, wish, "item-1"))).startsWith("new");
            }
        }
    }
}
