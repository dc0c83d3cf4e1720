package io.riffle.lab.files;

import io.riffle.schema.Action;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the names of events in a file mean: Riffle's own, and those that a user maps to them.
 *
 * @param mapped own names, or {@code shown}, by lower-case names of the file
 */
public record EventNames(Map<String, String> mapped) {
    /** Only Riffle's own. */
    public static final EventNames OWN = new EventNames(Map.of());

    /** Type of a row that says what was only shown. */
    static final String SHOWN = "shown";

    private static final Map<String, Action> ACTIONS =
            Map.of(
                    "click", Action.CLICK,
                    "review", Action.CLICK,
                    "view", Action.VIEW,
                    "like", Action.LIKE,
                    "dislike", Action.DISLIKE,
                    "cart", Action.CART,
                    "purchase", Action.PURCHASE);

    /** Copies the names. */
    public EventNames {
        mapped = Map.copyOf(mapped);
    }

    /**
     * Reads {@code addtocart=CART,transaction=PURCHASE}.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static EventNames parse(String text) {
        Map<String, String> mapped = new HashMap<>();
        for (String part : text.split(",", -1)) {
            int equals = part.lastIndexOf('=');
            String name = lower(part.substring(0, Math.max(0, equals)));
            String own = lower(part.substring(equals + 1));
            boolean known = own.equals(SHOWN) || ACTIONS.containsKey(own);
            if (name.isEmpty() || !known || mapped.put(name, own) != null) {
                throw new IllegalArgumentException(
                        "The event name ("
                                + Shown.value(part)
                                + ") of a mapping must be a name of the file, once, = one of "
                                + actions()
                                + ".\nMaybe write addtocart=CART,transaction=PURCHASE.");
            }
        }
        return new EventNames(mapped);
    }

    /** Whether a row of this type only says that the item was shown. */
    boolean shown(String type) {
        return own(type).equals(SHOWN);
    }

    /** The action that a row's type means; null when it is not known. */
    @Nullable Action action(String type) {
        return ACTIONS.get(own(type));
    }

    private String own(String type) {
        String name = lower(type);
        return mapped.getOrDefault(name, name);
    }

    private static String lower(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    private static String actions() {
        return Arrays.stream(Action.values()).map(Action::name).collect(Collectors.joining(", "))
                + ", SHOWN";
    }
}
