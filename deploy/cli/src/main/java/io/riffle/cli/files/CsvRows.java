package io.riffle.cli.files;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a CSV file with a header. A row is a line: so an unclosed quote spoils its own row and
 * not the rest of the file.
 *
 * <p><b>Errors</b>: {@link FileFormatException} for a missing header or column; a row that does not
 * fit the header is counted and passed over.
 */
final class CsvRows implements AutoCloseable {
    private static final CsvReader.CsvReaderBuilder QUOTED = CsvReader.builder();
    private static final int MAX_ID_BYTES = 256;

    private final LineReader lines;
    private final BadRows badRows;
    private final String name;
    private final List<String> header;

    private CsvRows(LineReader lines, String name, List<String> header) {
        this.lines = lines;
        this.name = name;
        this.header = header;
        this.badRows = new BadRows(name);
    }

    static CsvRows open(Path file) throws IOException {
        LineReader lines = LineReader.open(file);
        String name = String.valueOf(file.getFileName());
        try {
            String first = lines.next();
            String[] header = first == null ? null : split(first);
            if (header == null) {
                throw new FileFormatException(
                        "The first line of "
                                + name
                                + " must be a header.\n"
                                + "Maybe the file is empty, or not CSV.");
            }
            return new CsvRows(lines, name, Arrays.stream(header).map(String::strip).toList());
        } catch (IOException | RuntimeException e) {
            lines.close();
            throw e;
        }
    }

    List<String> header() {
        return header;
    }

    /** Index of a column that must be there. */
    int column(String column) {
        int index = header.indexOf(column);
        if (index < 0) {
            throw new FileFormatException(
                    "The header ("
                            + String.join(",", header)
                            + ") of "
                            + name
                            + " must have a column "
                            + column
                            + ".\nMaybe rename the column.");
        }
        return index;
    }

    /** Index of a column that may be missing, then -1. */
    int optionalColumn(String column) {
        return header.indexOf(column);
    }

    /** Next row that has as many fields as the header, or null at the end. */
    String @Nullable [] next() throws IOException {
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (line.isEmpty()) {
                continue;
            }
            badRows.row();
            String[] fields = lines.truncated() ? null : split(line);
            if (lines.truncated()) {
                bad("line is longer than " + LineReader.LONGEST + " characters");
            } else if (fields == null) {
                bad("quotes do not match");
            } else if (fields.length != header.size()) {
                bad(fields.length + " fields, the header has " + header.size());
            } else {
                return fields;
            }
        }
        return null;
    }

    /** Counts the row returned last as bad. */
    void bad(String reason) {
        badRows.add(lines.number(), reason);
    }

    /** Whether an id is 1 to 256 bytes of UTF-8; if not, counts the row as bad. */
    boolean goodId(String column, String id) {
        if (id.isEmpty()) {
            bad(column + " is missing");
            return false;
        }
        if (id.length() > MAX_ID_BYTES
                || (id.length() > MAX_ID_BYTES / 3
                        && id.getBytes(StandardCharsets.UTF_8).length > MAX_ID_BYTES)) {
            bad(column + " is longer than " + MAX_ID_BYTES + " bytes");
            return false;
        }
        return true;
    }

    long line() {
        return lines.number();
    }

    BadRows badRows() {
        return badRows;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private static String @Nullable [] split(String line) {
        if (line.indexOf('"') >= 0) {
            return splitQuoted(line);
        }
        int fields = 1;
        for (int at = line.indexOf(','); at >= 0; at = line.indexOf(',', at + 1)) {
            fields++;
        }
        String[] split = new String[fields];
        int from = 0;
        for (int i = 0; i < fields; i++) {
            int to = line.indexOf(',', from);
            split[i] = line.substring(from, to < 0 ? line.length() : to);
            from = to + 1;
        }
        return split;
    }

    private static String @Nullable [] splitQuoted(String line) {
        if (line.chars().filter(c -> c == '"').count() % 2 != 0) {
            return null;
        }
        try {
            return QUOTED.ofSingleCsvRecord(line).getFields().toArray(String[]::new);
        } catch (CsvParseException e) {
            return null;
        }
    }
}
