package io.riffle.schema;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which entries of the context of a click or a request are read: those of these names, in their
 * order, where the value has 1 to {@link SizeLimits#CONTEXT_READ} bytes. What is longer is left out
 * whole: cut, it would be a value that nobody sent, and the same one for many.
 */
public record ContextNames(List<String> names) implements Serializable {

    /** Nothing is read. */
    public static final ContextNames NONE = new ContextNames(List.of());

    /** Copies the names. */
    public ContextNames {
        names = List.copyOf(names);
    }

    /** What is read of a context. */
    public Map<String, String> read(Map<String, String> context) {
        if (context.isEmpty()) {
            return Map.of();
        }
        Map<String, String> read = new LinkedHashMap<>();
        for (String name : names) {
            String value = context.get(name);
            if (value != null && readable(value)) {
                read.put(name, value);
            }
        }
        return read;
    }

    /** Not what cannot be UTF-8 either. */
    private static boolean readable(String value) {
        // What is this long in characters is at least as long in bytes, and is not looked through.
        int bytes = value.length() > SizeLimits.CONTEXT_READ ? -1 : Ids.utf8Length(value);
        return !value.isBlank() && bytes > 0 && bytes <= SizeLimits.CONTEXT_READ;
    }
}
