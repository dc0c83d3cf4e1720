package io.riffle.schema.actions;

import io.riffle.schema.Action;

/** Kinds of events that are foreseen differently well, and so measured apart. */
public enum ActionGroup {
    /** Whatever shows interest: CLICK, LIKE, and VIEW where it is part of a history. */
    ENGAGEMENT,
    /** CART and PURCHASE. */
    CONVERSION;

    /** The group of an action of a history. */
    public static ActionGroup of(Action action) {
        return action == Action.CART || action == Action.PURCHASE ? CONVERSION : ENGAGEMENT;
    }
}
