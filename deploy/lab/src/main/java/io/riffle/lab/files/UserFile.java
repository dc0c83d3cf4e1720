package io.riffle.lab.files;

import io.riffle.schema.UserProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Users of a CSV file in file order: {@code user_id}; every other column is a categorical
 * attribute, an empty field is an absent one. Bad rows are counted, as in {@link EventFile}.
 */
public final class UserFile implements Rows.Format<UserProfile> {
    private final CsvRows rows;
    private final int id;

    private UserFile(CsvRows rows) {
        this.rows = rows;
        Header header = rows.header();
        id = header.required(Column.USER);
        header.check();
    }

    /** Opens a file and reads its header. */
    public static Rows<UserProfile> open(Path file) throws IOException {
        return Rows.open(CsvRows.open(file), UserFile::new);
    }

    @Override
    public @Nullable UserProfile read(String[] row) {
        return rows.goodId(id, row) ? new UserProfile(row[id], attributes(row), 0) : null;
    }

    private Map<String, String> attributes(String[] row) {
        Map<String, String> attributes = new LinkedHashMap<>();
        List<String> header = rows.header().names();
        for (int i = 0; i < row.length; i++) {
            if (i != id && !row[i].isEmpty()) {
                attributes.put(header.get(i), row[i]);
            }
        }
        return attributes;
    }
}
