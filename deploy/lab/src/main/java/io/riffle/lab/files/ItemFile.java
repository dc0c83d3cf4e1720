package io.riffle.lab.files;

import io.riffle.schema.Item;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Items of a CSV file in file order: {@code item_id}, optionally {@code title}, and {@code genres}
 * or {@code category} (several separated by {@code |}). Bad rows are counted, as in {@link
 * EventFile}.
 */
public final class ItemFile implements Rows<Item> {
    private final CsvRows rows;
    private final int id;
    private final int title;
    private final int categories;

    private ItemFile(CsvRows rows) {
        this.rows = rows;
        Header header = rows.header();
        id = header.required(Column.ITEM);
        title = header.optional("title");
        int genres = header.optional("genres");
        categories = genres >= 0 ? genres : header.optional("category");
        header.check();
    }

    /** Opens a file and reads its header. */
    public static ItemFile open(Path file) throws IOException {
        CsvRows rows = CsvRows.open(file);
        try {
            return new ItemFile(rows);
        } catch (RuntimeException e) {
            rows.close();
            throw e;
        }
    }

    @Override
    public @Nullable Item next() throws IOException {
        for (String[] row = rows.next(); row != null; row = rows.next()) {
            if (rows.goodId(id, row)) {
                return new Item(
                        row[id],
                        title < 0 ? "" : row[title],
                        categories < 0 ? List.of() : parts(row[categories]),
                        0,
                        Map.of());
            }
        }
        return null;
    }

    @Override
    public BadRows badRows() {
        return rows.badRows();
    }

    @Override
    public String remark() {
        return rows.remark();
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }

    private static List<String> parts(String text) {
        return Arrays.stream(text.split("\\|", -1)).filter(part -> !part.isEmpty()).toList();
    }
}
