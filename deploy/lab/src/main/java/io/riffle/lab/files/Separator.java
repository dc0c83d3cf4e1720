package io.riffle.lab.files;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** What stands between the fields of a row. */
enum Separator {
    COMMA(",", ","),
    TAB("\t", "a tab"),
    SEMICOLON(";", ";"),
    COLONS("::", "::"),
    BAR("|", "|");

    private final String text;
    private final String title;

    @SuppressWarnings("ImmutableEnumChecker") // never changed after construction
    private final CsvReader.CsvReaderBuilder quoted;

    Separator(String text, String title) {
        this.text = text;
        this.title = title;
        this.quoted = CsvReader.builder().fieldSeparator(text).trimWhitespacesAroundQuotes(true);
    }

    /**
     * The separator of a file by its first line: the one under which most of the columns are known;
     * where none is, the one with most fields.
     *
     * @param known how many of some fields are known columns
     */
    static Separator of(String line, ToIntFunction<List<String>> known) {
        Separator best = COMMA;
        int most = -1;
        for (Separator separator : values()) {
            String[] fields = separator.split(line);
            if (fields != null) {
                int score = 1000 * known.applyAsInt(List.of(fields)) + Math.min(999, fields.length);
                if (score > most) {
                    most = score;
                    best = separator;
                }
            }
        }
        return best;
    }

    /** For a message. */
    String title() {
        return title;
    }

    /** Fields of a row without the blanks around them; null when its quotes do not match. */
    String @Nullable [] split(String line) {
        if (line.indexOf('"') >= 0) {
            return splitQuoted(line);
        }
        List<String> fields = new ArrayList<>();
        int from = 0;
        for (int at = line.indexOf(text); at >= 0; at = line.indexOf(text, from)) {
            fields.add(line.substring(from, at).strip());
            from = at + text.length();
        }
        fields.add(line.substring(from).strip());
        return fields.toArray(String[]::new);
    }

    private String @Nullable [] splitQuoted(String line) {
        if (line.chars().filter(c -> c == '"').count() % 2 != 0) {
            return null;
        }
        try {
            return quoted.ofSingleCsvRecord(line).getFields().stream()
                    .map(String::strip)
                    .toArray(String[]::new);
        } catch (CsvParseException e) {
            return null;
        }
    }
}
