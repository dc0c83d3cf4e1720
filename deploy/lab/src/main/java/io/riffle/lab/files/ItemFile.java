package io.riffle.lab.files;

import io.riffle.schema.Item;
import io.riffle.schema.SizeLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Items of a CSV file in file order: {@code item_id}, optionally {@code title} or {@code name},
 * {@code genres}, {@code category}, {@code categories} or {@code genre} (several separated by
 * {@code |}), and {@code vector} or {@code embedding} (numbers separated by blanks or {@code |};
 * none = the item has no vector), in any case. Other columns are not read, which is told. Bad rows
 * are counted, as in {@link EventFile}.
 */
public final class ItemFile implements Rows.Format<Item> {
    private final CsvRows rows;
    private final int id;
    private final int title;
    private final int categories;
    private final int vector;

    private ItemFile(CsvRows rows) {
        this.rows = rows;
        Header header = rows.header();
        id = header.required(Column.ITEM);
        title = header.optional("title", "name");
        categories = header.optional("genres", "category", "categories", "genre");
        vector = header.optional("vector", "embedding");
        header.check();
    }

    /** Opens a file and reads its header. */
    public static Rows<Item> open(Path file) throws IOException {
        return Rows.open(CsvRows.open(file), ItemFile::new);
    }

    @Override
    public List<String> unread() {
        return rows.header().unread();
    }

    @Override
    public @Nullable Item read(String[] row) {
        if (!rows.goodId(id, row)) {
            return null;
        }
        List<Float> numbers = vector < 0 ? List.of() : numbers(row[vector]);
        return numbers == null
                ? null
                : new Item(
                        row[id],
                        title < 0 ? "" : row[title],
                        categories < 0 ? List.of() : parts(row[categories], "\\|"),
                        0,
                        Map.of(),
                        numbers);
    }

    /** Values of a vector; null, and a bad row, when it is none that a catalogue may hold. */
    private @Nullable List<Float> numbers(String text) {
        List<Float> numbers = new ArrayList<>();
        for (String part : parts(text, "[\\s|]+")) {
            float value = number(part);
            if (!Float.isFinite(value)) {
                rows.bad("vector holds what is no finite number (" + Shown.value(part) + ")");
                return null;
            }
            numbers.add(value);
        }
        if (numbers.size() > SizeLimits.VECTOR) {
            rows.bad("vector has more than " + SizeLimits.VECTOR + " values");
            return null;
        }
        return numbers;
    }

    private static float number(String text) {
        try {
            return Float.parseFloat(text);
        } catch (NumberFormatException e) {
            return Float.NaN;
        }
    }

    private static List<String> parts(String text, String separator) {
        return Arrays.stream(text.split(separator, -1)).filter(part -> !part.isEmpty()).toList();
    }
}
