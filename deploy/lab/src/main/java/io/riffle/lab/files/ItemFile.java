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
public final class ItemFile implements Rows.Format<Item> {
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
    public static Rows<Item> open(Path file) throws IOException {
        return Rows.open(CsvRows.open(file), ItemFile::new);
    }

    @Override
    public @Nullable Item read(String[] row) {
        return rows.goodId(id, row)
                ? new Item(
                        row[id],
                        title < 0 ? "" : row[title],
                        categories < 0 ? List.of() : parts(row[categories]),
                        0,
                        Map.of())
                : null;
    }

    private static List<String> parts(String text) {
        return Arrays.stream(text.split("\\|", -1)).filter(part -> !part.isEmpty()).toList();
    }
}
