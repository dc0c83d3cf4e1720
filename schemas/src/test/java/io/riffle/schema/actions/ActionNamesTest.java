package io.riffle.schema.actions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.schema.Action;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ActionNamesTest {

    @Test
    void mappedNamesCountInAnyCase() {
        ActionNames names = new ActionNames(Map.of(" AddToCart", Action.CART));

        assertThat(names.mapped("addtocart")).isEqualTo(Action.CART);
        assertThat(names.mapped("ADDTOCART ")).isEqualTo(Action.CART);
        assertThat(names.mapped("CART")).isNull();
    }

    @Test
    void aUserMayMeanAnotherActionByOneOfOurNames() {
        ActionNames names = new ActionNames(Map.of("view", Action.CLICK));

        assertThat(names.action("VIEW")).isEqualTo(Action.CLICK);
        assertThat(names.action("purchase")).isEqualTo(Action.PURCHASE);
        assertThat(names.action("buy")).isNull();
    }

    @Test
    void aNameMeansOneAction() {
        Map<String, Action> twice = Map.of("buy", Action.CART, "BUY", Action.PURCHASE);

        assertThatThrownBy(() -> new ActionNames(twice))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(buy)");
        assertThatThrownBy(() -> new ActionNames(Map.of(" ", Action.CART)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
