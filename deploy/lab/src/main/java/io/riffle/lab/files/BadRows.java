package io.riffle.lab.files;

import java.util.ArrayList;
import java.util.List;

/** Rows of one file that could not be used: how many, and why the first few. */
public final class BadRows {
    private static final int SHOWN = 5;
    private static final int LONGEST = 160;

    private final String file;
    private final List<String> first = new ArrayList<>();
    private long count;
    private long rows;

    BadRows(String file) {
        this.file = file;
    }

    void row() {
        rows++;
    }

    void add(long line, String reason) {
        count++;
        if (first.size() < SHOWN) {
            first.add("line " + line + ": " + Shown.text(reason, LONGEST));
        }
    }

    /** The name of the file. */
    public String file() {
        return file;
    }

    /** Rows that could not be used. */
    public long count() {
        return count;
    }

    /** All rows read so far, the header not counted. */
    public long rows() {
        return rows;
    }

    /** Line number and reason of the first few, in file order. */
    public List<String> first() {
        return List.copyOf(first);
    }

    /** One line for a person; empty when every row was good. */
    public String summary() {
        if (count == 0) {
            return "";
        }
        return file
                + ": "
                + count
                + " of "
                + rows
                + " rows are bad ("
                + String.join("; ", first)
                + (count > first.size() ? "; …" : "")
                + ")";
    }

    /**
     * Accepts a file's rows, or not.
     *
     * @throws FileFormatException when more rows are bad than the limit allows, or all are
     */
    public void check(BadRowLimit limit) {
        if (rows > 0 && count == rows) {
            throw new FileFormatException(
                    "The bad rows ("
                            + count
                            + " of "
                            + rows
                            + ") of "
                            + file
                            + " must not be all of them.\n  "
                            + String.join("\n  ", first)
                            + "\nMaybe correct the file.");
        }
        if (count > limit.allowed(rows)) {
            throw new FileFormatException(
                    "The bad rows ("
                            + count
                            + " of "
                            + rows
                            + ") of "
                            + file
                            + " must be at most "
                            + limit
                            + ".\n  "
                            + String.join("\n  ", first)
                            + "\nMaybe correct the file, or allow more with --max-bad-rows.");
        }
    }
}
