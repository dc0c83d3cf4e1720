package io.riffle.lab.files;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which columns a user says a file has: {@code user=visitorid,time=ts}. Numbers are places, from 1,
 * in a file without a header.
 *
 * @param names header names, or places, of the columns that are not left to be recognised
 */
public record Columns(Map<Column, String> names) {
    /** Every column is recognised by its name. */
    public static final Columns RECOGNISED = new Columns(Map.of());

    /** Copies the names. */
    public Columns {
        names = Map.copyOf(names);
    }

    /**
     * Reads {@code user=…,item=…,time=…,event=…,id=…,rating=…}.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static Columns parse(String text) {
        Map<Column, String> names = new EnumMap<>(Column.class);
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            Column column = equals < 0 ? null : column(part.substring(0, equals).strip());
            String name = part.substring(equals + 1).strip();
            if (column == null || name.isEmpty() || names.put(column, name) != null) {
                throw broken(part, "be one of " + options() + ", once, and its name in the file");
            }
        }
        Columns columns = new Columns(names);
        boolean numbered = names.values().stream().anyMatch(Columns::place);
        if (numbered && !columns.byPlace()) {
            throw broken(text, "be all names, or all places with user, item and time among them");
        }
        return columns;
    }

    /** Whether columns are given by their places, so that the file has no header. */
    boolean byPlace() {
        return names.keySet().containsAll(List.of(Column.USER, Column.ITEM, Column.TIME))
                && names.values().stream().allMatch(Columns::place);
    }

    @Nullable String of(Column column) {
        return names.get(column);
    }

    private static boolean place(String name) {
        return name.matches("[1-9][0-9]{0,3}");
    }

    private static @Nullable Column column(String option) {
        for (Column column : Column.values()) {
            if (column.option().equals(option.toLowerCase(Locale.ROOT))) {
                return column;
            }
        }
        return null;
    }

    private static String options() {
        return Arrays.stream(Column.values()).map(Column::option).collect(Collectors.joining(", "));
    }

    private static IllegalArgumentException broken(String value, String rule) {
        return new IllegalArgumentException(
                "The columns ("
                        + Shown.value(value)
                        + ") of a file must "
                        + rule
                        + ".\nMaybe write user=visitorid,item=itemid,time=timestamp.");
    }
}
