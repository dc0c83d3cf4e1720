package io.riffle.lab.files;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a data file in file order, one at a time: of {@link EventFile}, {@link ItemFile}, {@link
 * UserFile} or {@link ListFile}. A bad row is passed over and counted.
 *
 * @param <T> what a good row says
 */
public final class Rows<T> implements AutoCloseable {
    private final CsvRows rows;
    private final Format<T> format;
    private long shown;

    private Rows(CsvRows rows, Format<T> format) {
        this.rows = rows;
        this.format = format;
    }

    /** What the fields of a kind of file mean. */
    interface Format<T> {
        /** What a row says; null, and a bad row, when it cannot be used. */
        @Nullable T read(String[] row);

        /** Whether a row says nothing, since its item was only shown. */
        default boolean shown(String[] row) {
            return false;
        }

        /** Columns whose loss should be told. */
        default List<String> unread() {
            return List.of();
        }
    }

    /**
     * Rows of a file whose header has been read.
     *
     * @param format finds its columns, or closes the file
     */
    static <T> Rows<T> open(CsvRows rows, Function<CsvRows, Format<T>> format) throws IOException {
        try {
            return new Rows<>(rows, format.apply(rows));
        } catch (RuntimeException e) {
            rows.close();
            throw e;
        }
    }

    /** Next good row, or null at the end of the file. */
    public @Nullable T next() throws IOException {
        for (String[] row = rows.next(); row != null; row = rows.next()) {
            if (format.shown(row)) {
                shown++;
                continue;
            }
            T good = format.read(row);
            if (good != null) {
                return good;
            }
        }
        return null;
    }

    /** Bad rows so far. */
    public BadRows badRows() {
        return rows.badRows();
    }

    /** Rows passed over because the item was only shown. */
    public long shown() {
        return shown;
    }

    /** What a person should know of how the file is read; empty when nothing is unusual. */
    public String remark() {
        return rows.remark();
    }

    /**
     * Reads to the end: the one rule of all commands for bad rows.
     *
     * @param notes told of bad rows, and of what is unusual
     * @throws FileFormatException when more rows are bad than the limit allows
     */
    public void forEach(BadRowLimit limit, Consumer<String> notes, Consumer<? super T> each)
            throws IOException {
        if (!remark().isEmpty()) {
            notes.accept(remark());
        }
        if (!format.unread().isEmpty()) {
            notes.accept(
                    badRows().file()
                            + ": columns that are not read: "
                            + String.join(", ", format.unread()));
        }
        for (T row = next(); row != null; row = next()) {
            each.accept(row);
        }
        badRows().check(limit);
        if (badRows().count() > 0) {
            notes.accept(badRows().summary());
        }
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
