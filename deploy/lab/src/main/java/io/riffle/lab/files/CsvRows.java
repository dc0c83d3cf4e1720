package io.riffle.lab.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a file of separated fields: with a header, or with columns given by their places. A row
 * is a line: so an unclosed quote spoils its own row and not the rest of the file. Blanks around
 * fields do not count.
 *
 * <p><b>Errors</b>: {@link FileFormatException} for a missing header or column; a row that does not
 * fit the header, or is no UTF-8, is counted and passed over.
 */
final class CsvRows implements AutoCloseable {
    private static final int MAX_ID_BYTES = 256;

    private final LineReader lines;
    private final BadRows badRows;
    private final Separator separator;
    private final Header header;
    private @Nullable String first;

    private CsvRows(LineReader lines, String name, String first, Columns given) {
        this.lines = lines;
        separator = Separator.of(first, fields -> Header.known(fields, given));
        badRows = new BadRows(name);
        String[] fields = separator.split(first);
        if (fields == null) {
            throw noHeader(name, "its quotes match");
        }
        List<String> names = List.of(fields);
        if (given.byPlace()) {
            this.first = first;
            names = IntStream.rangeClosed(1, fields.length).mapToObj(i -> "column " + i).toList();
        }
        header = new Header(name, names, given, separator);
    }

    static CsvRows open(Path file) throws IOException {
        return open(file, Columns.RECOGNISED);
    }

    static CsvRows open(Path file, Columns given) throws IOException {
        LineReader lines = LineReader.open(file);
        String name = String.valueOf(file.getFileName());
        try {
            String first = lines.next();
            if (first == null) {
                throw noHeader(name, "the file is not empty");
            }
            if (first.indexOf('\r') >= 0) {
                throw noHeader(name, "its lines end in LF or CRLF, not in CR alone");
            }
            if (lines.malformed() || lines.truncated()) {
                throw noHeader(name, "it is UTF-8 text");
            }
            return new CsvRows(lines, name, first, given);
        } catch (IOException | RuntimeException e) {
            lines.close();
            throw e;
        }
    }

    Header header() {
        return header;
    }

    /** What a person should know of how the file is read; empty when nothing is unusual. */
    String remark() {
        return separator == Separator.COMMA
                ? ""
                : badRows.file()
                        + " has "
                        + separator.title()
                        + " where , is expected; it is read so";
    }

    /** Next row that has as many fields as the header, or null at the end. */
    String @Nullable [] next() throws IOException {
        for (String line = nextLine(); line != null; line = nextLine()) {
            if (line.isEmpty()) {
                continue;
            }
            badRows.row();
            String[] fields = lines.truncated() ? null : separator.split(line);
            if (lines.truncated()) {
                bad("line is longer than " + LineReader.LONGEST + " bytes");
            } else if (lines.malformed()) {
                bad("bytes are not UTF-8 (" + Shown.value(line) + ")");
            } else if (fields == null) {
                bad("quotes do not match");
            } else if (fields.length != header.names().size()) {
                bad(fields.length + " fields, the header has " + header.names().size());
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
    boolean goodId(int column, String[] row) {
        String id = row[column];
        if (id.isEmpty()) {
            bad(header.names().get(column) + " is missing");
            return false;
        }
        if (id.length() > MAX_ID_BYTES
                || (id.length() > MAX_ID_BYTES / 3
                        && id.getBytes(StandardCharsets.UTF_8).length > MAX_ID_BYTES)) {
            bad(header.names().get(column) + " is longer than " + MAX_ID_BYTES + " bytes");
            return false;
        }
        return true;
    }

    long line() {
        return lines.number();
    }

    private @Nullable String nextLine() throws IOException {
        String line = first == null ? lines.next() : first;
        first = null;
        return line;
    }

    BadRows badRows() {
        return badRows;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private static FileFormatException noHeader(String name, String maybe) {
        return new FileFormatException(
                "The first line of " + name + " must be a header.\nMaybe see that " + maybe + ".");
    }
}
