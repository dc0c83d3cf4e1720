package io.riffle.lab.files;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Names of a file's columns, and which is which.
 *
 * <p><b>Errors</b>: {@link FileFormatException} naming all columns that are missing, and those that
 * are there twice.
 */
final class Header {
    private static final int LONGEST_SHOWN = 100;

    private final String file;
    private final List<String> names;
    private final Columns given;
    private final Separator separator;
    private final List<String> missing = new ArrayList<>();
    private final Set<Integer> read = new HashSet<>();

    Header(String file, List<String> names, Columns given, Separator separator) {
        this.file = file;
        this.names = names;
        this.given = given;
        this.separator = separator;
        Set<String> met = new HashSet<>();
        for (String name : names) {
            if (!name.isEmpty() && !met.add(name)) {
                throw broken("have one column " + Shown.value(name), "take one of them out");
            }
        }
    }

    List<String> names() {
        return names;
    }

    /** Index of a column that must be there. */
    int required(Column column) {
        return kept(optional(column), column.title());
    }

    /** Likewise, of a column that has one name only. */
    int required(String name) {
        return kept(optional(name), name);
    }

    /** Index of a column that may be missing, then -1. */
    int optional(Column column) {
        String own = given.of(column);
        if (own == null) {
            return read(recognised(column));
        }
        int at = given.byPlace() ? Integer.parseInt(own) - 1 : names.indexOf(own);
        return at < names.size() ? kept(at, own) : kept(-1, "number " + own);
    }

    /**
     * Likewise, by the names that it usually has, the likeliest first; one that is written so goes
     * before one that differs in case or in how words are parted.
     */
    int optional(String... usual) {
        for (String name : usual) {
            if (names.contains(name)) {
                return read(names.indexOf(name));
            }
        }
        for (String name : usual) {
            int alike = alike(name);
            if (alike >= 0) {
                return read(alike);
            }
        }
        return -1;
    }

    private int alike(String name) {
        int at = -1;
        for (int i = 0; i < names.size(); i++) {
            if (Column.plain(names.get(i)).equals(Column.plain(name))) {
                if (at >= 0) {
                    throw broken("have one column for " + name, "take one of them out");
                }
                at = i;
            }
        }
        return at;
    }

    /** Columns that nobody has asked for so far. */
    List<String> unread() {
        List<String> unread = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (!read.contains(i) && !names.get(i).isEmpty()) {
                unread.add(Shown.value(names.get(i)));
            }
        }
        return unread;
    }

    /** How many of the columns of an events file some names hold. */
    static int known(List<String> names, Columns given) {
        int known = 0;
        for (Column column : Column.values()) {
            String own = given.of(column);
            known +=
                    names.stream().anyMatch(n -> own == null ? column.fit(n) >= 0 : own.equals(n))
                            ? 1
                            : 0;
        }
        return known;
    }

    /** Tells of all required columns that are missing. */
    void check() {
        if (missing.isEmpty()) {
            return;
        }
        boolean data = names.stream().anyMatch(name -> name.matches("-?[0-9]+([.][0-9]*)?"));
        String columns = missing.size() == 1 ? "a column " : "columns ";
        throw broken(
                "have " + columns + String.join(" and ", missing),
                data
                        ? "it has no header: write --columns user=1,item=2,time=4 with its places"
                        : names.size() == 1
                                ? "its fields are separated by something else than , ; tab | or ::"
                                : "name it: --columns user=…,item=…,time=…");
    }

    private int kept(int index, String name) {
        if (index < 0) {
            missing.add(Shown.value(name));
        }
        return read(index);
    }

    private int read(int index) {
        read.add(index);
        return index;
    }

    private int recognised(Column column) {
        int best = -1;
        int fit = Integer.MAX_VALUE;
        boolean twice = false;
        for (int i = 0; i < names.size(); i++) {
            int one = given.names().containsValue(names.get(i)) ? -1 : column.fit(names.get(i));
            if (one >= 0 && one <= fit) {
                twice = one == fit;
                fit = one;
                best = i;
            }
        }
        if (twice) {
            throw broken(
                    "have one column for " + column.title(),
                    "say which: --columns " + column.option() + "=" + Shown.value(names.get(best)));
        }
        return best;
    }

    private FileFormatException broken(String rule, String remedy) {
        String shown =
                Shown.text(
                        String.join(separator == Separator.TAB ? "\t" : ",", names), LONGEST_SHOWN);
        return new FileFormatException(
                "The header ("
                        + shown
                        + ") of "
                        + file
                        + " must "
                        + rule
                        + ".\nMaybe "
                        + remedy
                        + ".");
    }
}
