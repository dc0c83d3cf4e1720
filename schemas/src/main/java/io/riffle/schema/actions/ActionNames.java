package io.riffle.schema.actions;

import io.riffle.schema.Action;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names of a user's own events, and the actions that they stand for. Upper and lower case are the
 * same, blanks around a name do not count. A name of ours that is mapped means what it is mapped
 * to.
 *
 * @param mapped actions by name
 */
public record ActionNames(Map<String, Action> mapped) implements Serializable {

    /** Only the names of ours. */
    public static final ActionNames OURS = new ActionNames(Map.of());

    /**
     * @throws IllegalArgumentException when a name is empty, or two are the same but for their case
     */
    public ActionNames {
        Map<String, Action> plain = new HashMap<>();
        mapped.forEach(
                (name, action) -> {
                    if (plain(name).isEmpty() || plain.put(plain(name), action) != null) {
                        throw new IllegalArgumentException(
                                String.format(
                                        Locale.ROOT,
                                        "The name (%s) of an event must not be empty, and mean one"
                                                + " action.%nMaybe it stands there in upper and"
                                                + " lower case.",
                                        plain(name)));
                    }
                });
        mapped = Map.copyOf(plain);
    }

    /** The action that a mapped name stands for; null when it is not mapped. */
    public @Nullable Action mapped(String name) {
        return mapped.isEmpty() ? null : mapped.get(plain(name));
    }

    /** The action of a mapped name, or of one of ours; null when it is not known. */
    public @Nullable Action action(String name) {
        Action action = mapped(name);
        return action == null ? own(name) : action;
    }

    /** The action that is called so, in any case; null when none is. */
    public static @Nullable Action own(String name) {
        for (Action action : Action.values()) {
            if (action.name().equalsIgnoreCase(name.strip())) {
                return action;
            }
        }
        return null;
    }

    private static String plain(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
