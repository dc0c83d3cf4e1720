package io.riffle.job.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.riffle.schema.Action;
import io.riffle.schema.actions.ActionNames;
import io.riffle.schema.actions.ActionRules;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;

/**
 * What actions mean, to both jobs; part of {@link RecommendOptions#ALL} and {@link
 * TrainOptions#ALL}.
 */
public final class ActionOptions {

    /** Under it stand the names of a user's own events. */
    public static final String MAP_PREFIX = "riffle.actions.map.";

    public static final ConfigOption<String> HISTORY =
            key("riffle.actions.history")
                    .stringType()
                    .defaultValue(ActionRules.HISTORY)
                    .withDescription(
                            "Actions that enter the history, are answered, count for popularity and"
                                    + " can teach. DISLIKE excludes its item; any other one only"
                                    + " says that the item was seen, and has no answer. Both jobs"
                                    + " read it.");

    public static final ConfigOption<String> WEIGHTS =
            key("riffle.actions.weights")
                    .stringType()
                    .defaultValue(ActionRules.WEIGHTS)
                    .withDescription(
                            "How much an action teaches: by what its loss is multiplied, 0 to 100;"
                                    + " those not named keep these.");

    private ActionOptions() {}

    /** Reads them; what is wrong is noted in the reader. */
    static ActionRules rules(OptionReader reader) {
        return ActionRules.read(
                reader.get(WEIGHTS),
                reader.get(HISTORY),
                (value, must, maybe) -> reader.check(false, WEIGHTS, value, must, maybe),
                (value, must, maybe) -> reader.check(false, HISTORY, value, must, maybe));
    }

    /** Reads the names of a user's own events; what is wrong is noted in the reader. */
    static ActionNames names(OptionReader reader) {
        Map<String, Action> mapped = new HashMap<>();
        reader.under(MAP_PREFIX)
                .forEach(
                        (name, text) -> {
                            Action action = ActionNames.own(text);
                            boolean known = action != null;
                            reader.check(
                                    known,
                                    key(MAP_PREFIX + name).stringType().noDefaultValue(),
                                    text,
                                    "be CLICK, VIEW, LIKE, DISLIKE, CART or PURCHASE",
                                    "leave it out");
                            if (action != null) {
                                mapped.put(name, action);
                            }
                        });
        try {
            return new ActionNames(mapped);
        } catch (IllegalArgumentException e) {
            reader.check(
                    false,
                    key(MAP_PREFIX + "*").stringType().noDefaultValue(),
                    String.join(", ", new java.util.TreeSet<>(mapped.keySet())),
                    "name an event once, in upper or lower case",
                    "drop one of them");
            return ActionNames.OURS;
        }
    }
}
