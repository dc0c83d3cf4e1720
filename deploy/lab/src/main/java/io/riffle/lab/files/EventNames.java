package io.riffle.lab.files;

import io.riffle.schema.Action;
import io.riffle.schema.actions.ActionNames;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the names of events in a file mean: as the jobs take them, and two that only files have.
 *
 * @param actions names that a user maps, and Riffle's own
 * @param shownNames other names, in lower case, of rows that only say what was shown
 */
public record EventNames(ActionNames actions, Set<String> shownNames) {
    /** Only Riffle's own. */
    public static final EventNames OWN = new EventNames(ActionNames.OURS, Set.of());

    /** Type of a row that says what was only shown. */
    static final String SHOWN = "shown";

    /** Type of a row that somebody wrote a review, as of old data sets: a click. */
    private static final String REVIEW = "review";

    /** Copies the names. */
    public EventNames {
        shownNames = Set.copyOf(shownNames);
    }

    /**
     * Reads {@code addtocart=CART,transaction=PURCHASE}.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static EventNames parse(String text) {
        Map<String, Action> mapped = new HashMap<>();
        Set<String> shown = new HashSet<>();
        for (String part : text.split(",", -1)) {
            int equals = part.lastIndexOf('=');
            String name = lower(part.substring(0, Math.max(0, equals)));
            String own = lower(part.substring(equals + 1));
            Action action = own.equals(REVIEW) ? Action.CLICK : ActionNames.own(own);
            boolean once = !name.isEmpty() && !mapped.containsKey(name);
            if (once && action != null && !shown.contains(name)) {
                mapped.put(name, action);
            } else if (!once || !own.equals(SHOWN) || !shown.add(name)) {
                throw new IllegalArgumentException(
                        "The event name ("
                                + Shown.value(part)
                                + ") of a mapping must be a name of the file, once, = one of "
                                + known()
                                + ".\nMaybe write addtocart=CART,transaction=PURCHASE.");
            }
        }
        return new EventNames(new ActionNames(mapped), shown);
    }

    /** Whether a row of this type only says that the item was shown. */
    boolean shown(String type) {
        String name = lower(type);
        return shownNames.contains(name) || (name.equals(SHOWN) && actions.mapped(name) == null);
    }

    /** The action that a row's type means; null when it is not known. */
    @Nullable Action action(String type) {
        Action action = actions.action(type);
        return action == null && lower(type).equals(REVIEW) ? Action.CLICK : action;
    }

    private static String lower(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    private static String known() {
        return Arrays.stream(Action.values()).map(Action::name).collect(Collectors.joining(", "))
                + ", SHOWN";
    }
}
