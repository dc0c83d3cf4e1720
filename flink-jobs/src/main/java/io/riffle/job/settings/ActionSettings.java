package io.riffle.job.settings;

import io.riffle.schema.actions.ActionNames;
import io.riffle.schema.actions.ActionRules;
import java.io.Serializable;

/** What actions mean, and what else they are called. */
public record ActionSettings(ActionRules rules, ActionNames names) implements Serializable {

    public static final ActionSettings USUAL =
            new ActionSettings(ActionRules.USUAL, ActionNames.OURS);
}
