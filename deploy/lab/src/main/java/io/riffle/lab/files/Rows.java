package io.riffle.lab.files;

import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a data file, one at a time. A bad row is passed over and counted.
 *
 * @param <T> what a good row says
 */
public sealed interface Rows<T> extends AutoCloseable
        permits EventFile, ItemFile, UserFile, ListFile {
    /** Next good row, or null at the end of the file. */
    @Nullable T next() throws IOException;

    /** Bad rows so far. */
    BadRows badRows();

    /** What a person should know of how the file is read; empty when nothing is unusual. */
    String remark();

    @Override
    void close() throws IOException;

    /**
     * Reads to the end: the one rule of all commands for bad rows.
     *
     * @param notes told of bad rows, and of what is unusual
     * @throws FileFormatException when more rows are bad than the limit allows
     */
    default void forEach(BadRowLimit limit, Consumer<String> notes, Consumer<? super T> each)
            throws IOException {
        if (!remark().isEmpty()) {
            notes.accept(remark());
        }
        for (T row = next(); row != null; row = next()) {
            each.accept(row);
        }
        badRows().check(limit);
        if (badRows().count() > 0) {
            notes.accept(badRows().summary());
        }
    }
}
