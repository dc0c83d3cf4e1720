package io.riffle.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.gateway.ask.Answers;
import io.riffle.schema.Item;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SlateViewTest {

    @Test
    void theNewestSlateOfAUserAndWayIsKept() {
        SlateView view = new SlateView(10);
        view.put("u1", "", Answers.slate("u1", "e2", 20, "i2"));
        view.put("u1", "", Answers.slate("u1", "e1", 10, "i1"));
        view.put("u1", "home", Answers.slate("u1", "e3", 30, "i3"));
        assertThat(view.newest("u1", "")).isEqualTo(Answers.slate("u1", "e2", 20, "i2"));
        assertThat(view.newest("u1", "home")).isEqualTo(Answers.slate("u1", "e3", 30, "i3"));
        assertThat(view.newest("u2", "")).isNull();
    }

    @Test
    void whoWasAwayLongestGivesWay() {
        SlateView view = new SlateView(2);
        view.put("u1", "", Answers.slate("u1", "e", 1, "i"));
        view.put("u2", "", Answers.slate("u2", "e", 1, "i"));
        assertThat(view.newest("u1", "")).isNotNull();
        view.put("u3", "", Answers.slate("u3", "e", 1, "i"));
        assertThat(view.size()).isEqualTo(2);
        assertThat(view.newest("u2", "")).isNull();
        assertThat(view.newest("u1", "")).isNotNull();
    }

    @Test
    void whatStandsOnMostSlatesIsPopular() {
        SlateView view = new SlateView(2);
        view.count(Answers.slate("u1", "e", 1, "a", "b").items());
        view.count(Answers.slate("u2", "e", 1, "b", "c").items());
        assertThat(view.popular(1, id -> true)).containsExactly("b");
        assertThat(view.popular(5, id -> !id.equals("b"))).containsExactly("c", "a");
    }

    @Test
    void theCatalogueIsSearchedByTitleIdAndCategory() {
        CatalogueView catalogue = new CatalogueView(3);
        catalogue.put(item("i1", "Red shoe", "shoes"));
        catalogue.put(item("i2", "Blue shoe", "shoes"));
        catalogue.put(item("i3", "Red hat", "hats"));
        catalogue.put(item("i4", "One too many", "hats"));
        catalogue.clicked("i2");
        assertThat(ids(catalogue.find("SHOE", "", 10))).containsExactly("i2", "i1");
        assertThat(ids(catalogue.find("red", "hats", 10))).containsExactly("i3");
        assertThat(ids(catalogue.find(List.of("i3", "i4", "i1")))).containsExactly("i3", "i1");
        catalogue.put(item("i1", "Red hat", "hats"));
        catalogue.remove("i2");
        assertThat(catalogue.find("", "", 1).matches()).isEqualTo(2);
        assertThat(catalogue.find("", "", 1).categories())
                .containsExactly(new CatalogueView.Category("hats", 2));
        assertThat(catalogue.title("i1")).isEqualTo("Red hat");
    }

    private static List<String> ids(CatalogueView.Found found) {
        return found.items().stream().map(CatalogueView.Listed::itemId).toList();
    }

    private static Item item(String id, String title, String category) {
        return new Item(id, title, List.of(category), 0, Map.of());
    }
}
