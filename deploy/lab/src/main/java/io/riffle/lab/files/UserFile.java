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
public final class UserFile implements Rows<UserProfile> {
    private final CsvRows rows;
    private final int id;

    private UserFile(CsvRows rows) {
        this.rows = rows;
        Header header = rows.header();
        id = header.required(Column.USER);
        header.check();
    }

    /** Opens a file and reads its header. */
    public static UserFile open(Path file) throws IOException {
        CsvRows rows = CsvRows.open(file);
        try {
            return new UserFile(rows);
        } catch (RuntimeException e) {
            rows.close();
            throw e;
        }
    }

    @Override
    public @Nullable UserProfile next() throws IOException {
        for (String[] row = rows.next(); row != null; row = rows.next()) {
            if (rows.goodId(id, row)) {
                return new UserProfile(row[id], attributes(row), 0);
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
