package io.riffle.model.tables;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What changed in {@link SourceTables} since others: a click changes the columns of a few rows, and
 * a table of all items is not written again for that.
 *
 * <p><b>Names:</b> of a column {@code c} there are the places {@code c.at} [N], rising, and their
 * values {@code c.new} [N]; none, N = 0, says that it is as it was. Lists of different lengths, one
 * a row, are columns {@code l.ends}, {@code l.rows} and {@code l.weights}: of those that changed
 * there are the rows {@code l.at} [N], and the lists in the same form under {@code l.ends.new} [N],
 * {@code l.rows.new} and {@code l.weights.new}. A column that changed in most places is there as a
 * whole, under its own name; one that is not there at all is no more.
 */
public final class TableDelta {
    private static final String AT = ".at";
    private static final String NEW = ".new";
    private static final String ENDS = RowLists.ENDS;

    private TableDelta() {}

    /** The difference between tables and their successors. */
    public static SourceTables between(SourceTables before, SourceTables after) {
        Map<String, float[]> reals = new HashMap<>(after.reals());
        Map<String, int[]> whole = new HashMap<>(after.whole());
        for (String name : after.whole().keySet()) {
            if (name.endsWith(ENDS)) {
                lists(
                        name.substring(0, name.length() - ENDS.length()),
                        before,
                        after,
                        reals,
                        whole);
            }
        }
        after.whole()
                .forEach(
                        (name, values) -> {
                            int[] old = before.whole().get(name);
                            int[] at = whole.containsKey(name) ? changed(old, values) : null;
                            if (at != null) {
                                whole.remove(name);
                                whole.put(name + AT, at);
                                whole.put(name + NEW, pick(values, at));
                            }
                        });
        after.reals()
                .forEach(
                        (name, values) -> {
                            float[] old = before.reals().get(name);
                            int[] bits = bits(values);
                            int[] at =
                                    reals.containsKey(name) && old != null
                                            ? changed(bits(old), bits)
                                            : null;
                            if (at != null) {
                                reals.remove(name);
                                whole.put(name + AT, at);
                                reals.put(name + NEW, reals(pick(bits, at)));
                            }
                        });
        return new SourceTables(reals, whole);
    }

    /** Whether these are changes of others. */
    public static boolean is(SourceTables tables) {
        return tables.whole().keySet().stream().anyMatch(name -> name.endsWith(AT));
    }

    /**
     * The successors of tables.
     *
     * @throws IllegalArgumentException when the changes do not fit
     */
    public static SourceTables apply(SourceTables before, SourceTables changes) {
        Map<String, float[]> reals = new HashMap<>();
        Map<String, int[]> whole = new HashMap<>();
        changes.reals().forEach((name, values) -> keep(name, values, reals));
        changes.whole().forEach((name, values) -> keep(name, values, whole));
        changes.whole()
                .forEach(
                        (key, at) -> {
                            if (!key.endsWith(AT)) {
                                return;
                            }
                            String name = key.substring(0, key.length() - AT.length());
                            float[] real = changes.reals().get(name + NEW);
                            int[] number = changes.whole().get(name + NEW);
                            if (real != null) {
                                int[] old = bits(before.reals().getOrDefault(name, new float[0]));
                                reals.put(name, reals(changed(name, old, at, bits(real))));
                            } else if (number != null) {
                                int[] old = before.whole().getOrDefault(name, new int[0]);
                                whole.put(name, changed(name, old, at, number));
                            } else {
                                RowLists.of(name, before, "")
                                        .with(name, at, RowLists.of(name, changes, NEW))
                                        .put(name, "", reals, whole);
                            }
                        });
        return new SourceTables(reals, whole);
    }

    private static <T> void keep(String name, T values, Map<String, T> into) {
        if (!name.endsWith(AT) && !name.endsWith(NEW)) {
            into.put(name, values);
        }
    }

    private static void lists(
            String name,
            SourceTables before,
            SourceTables after,
            Map<String, float[]> reals,
            Map<String, int[]> whole) {
        if (!RowLists.are(name, before) || !RowLists.are(name, after)) {
            return;
        }
        RowLists next = RowLists.of(name, after, "");
        int[] at = next.changedSince(RowLists.of(name, before, ""));
        if (at == null) {
            return;
        }
        RowLists.remove(name, reals, whole);
        whole.put(name + AT, at);
        next.pick(at).put(name, NEW, reals, whole);
    }

    /** Places that differ, or were not there; null = so many that all are better written. */
    private static int @Nullable [] changed(int @Nullable [] before, int[] after) {
        if (before == null || before.length > after.length) {
            return null;
        }
        int[] at = new int[after.length];
        int count = 0;
        for (int i = 0; i < after.length; i++) {
            if (i >= before.length || before[i] != after[i]) {
                at[count++] = i;
            }
        }
        return 2 * count < after.length || count == 0 ? Arrays.copyOf(at, count) : null;
    }

    private static int[] changed(String name, int[] before, int[] at, int[] values) {
        if (at.length != values.length) {
            throw SourceTables.wrong(name + NEW, values.length, at.length);
        }
        int[] after = Arrays.copyOf(before, grown(name, before.length, at));
        for (int i = 0; i < at.length; i++) {
            after[at[i]] = values[i];
        }
        return after;
    }

    /**
     * Length of a column once places of it changed: those beyond its end follow each other.
     *
     * @throws IllegalArgumentException when the places do not rise, or leave some out
     */
    static int grown(String name, int length, int[] at) {
        int previous = -1;
        int end = length;
        for (int place : at) {
            if (place <= previous || place > end) {
                throw SourceTables.wrong(name + AT, place, end);
            }
            end = Math.max(end, place + 1);
            previous = place;
        }
        return end;
    }

    private static int[] pick(int[] values, int[] at) {
        int[] picked = new int[at.length];
        for (int i = 0; i < at.length; i++) {
            picked[i] = values[at[i]];
        }
        return picked;
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }

    private static float[] reals(int[] bits) {
        float[] values = new float[bits.length];
        for (int i = 0; i < bits.length; i++) {
            values[i] = Float.intBitsToFloat(bits[i]);
        }
        return values;
    }
}
