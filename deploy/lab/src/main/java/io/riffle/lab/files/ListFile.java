package io.riffle.lab.files;

import io.riffle.training.lists.ListSample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shown lists of a CSV file in file order, one at a time: {@code list_id}, {@code user_id}, {@code
 * timestamp_seconds}, {@code history} (oldest first), {@code candidates}, {@code clicks},
 * optionally {@code scores} (of the first stage), {@code positions} (from 0, -1 for not shown),
 * {@code propensities} and {@code utility}; entries are separated by spaces and aligned with the
 * candidates.
 *
 * <p>Bad rows are counted, as in {@link EventFile}.
 */
public final class ListFile implements Rows.Format<FileList> {
    private static final String[] NO_ENTRIES = {};
    private static final int MOST_CANDIDATES = 10_000;

    private final CsvRows rows;
    private final int id;
    private final int user;
    private final int time;
    private final int history;
    private final int candidates;
    private final int clicks;
    private final int scores;
    private final int positions;
    private final int propensities;
    private final int utility;
    private final TimeColumn times;

    private ListFile(CsvRows rows) {
        this.rows = rows;
        Header header = rows.header();
        id = header.required("list_id");
        user = header.required(Column.USER);
        time = header.required(Column.TIME);
        history = header.required("history");
        candidates = header.required("candidates");
        clicks = header.required("clicks");
        scores = header.optional("scores");
        positions = header.optional("positions");
        propensities = header.optional("propensities");
        utility = header.optional("utility");
        header.check();
        times = TimeColumn.named(header.names().get(time));
    }

    /** Opens a file and reads its header. */
    public static Rows<FileList> open(Path file) throws IOException {
        return Rows.open(CsvRows.open(file), ListFile::new);
    }

    @Override
    public List<String> unread() {
        return rows.header().unread();
    }

    @Override
    public @Nullable FileList read(String[] row) {
        if (!rows.goodId(user, row)) {
            return null;
        }
        try {
            return list(row);
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            rows.bad(message.lines().findFirst().orElse("unreadable"));
            return null;
        }
    }

    private FileList list(String[] row) {
        String[] items = entries(row[candidates]);
        if (items.length == 0 || items.length > MOST_CANDIDATES) {
            throw new IllegalArgumentException(
                    "candidates (" + items.length + ") are not 1 to " + MOST_CANDIDATES);
        }
        float[] labels = numbers(row, clicks, "clicks");
        for (float label : labels) {
            if (label < 0) {
                throw new IllegalArgumentException("clicks (" + label + ") are negative");
            }
        }
        float[] slots = numbers(row, positions, "positions");
        int[] shownAt = new int[slots.length];
        for (int i = 0; i < shownAt.length; i++) {
            shownAt[i] = (int) slots[i];
        }
        ListSample sample =
                new ListSample(
                        row[id].isEmpty() ? Long.toString(rows.line()) : row[id],
                        row[user],
                        seconds(row[time]),
                        Map.of(),
                        entries(row[history]),
                        new long[0],
                        items,
                        numbers(row, scores, "scores"),
                        new float[0][],
                        labels,
                        shownAt,
                        numbers(row, propensities, "propensities"));
        float[] useful = numbers(row, utility, "utility");
        if (useful.length != 0 && useful.length != items.length) {
            throw new IllegalArgumentException("utility has " + useful.length + " entries");
        }
        return new FileList(sample, useful);
    }

    private long seconds(String text) {
        long seconds = times.seconds(text);
        if (seconds == 0) {
            throw new IllegalArgumentException(times.reason());
        }
        return seconds;
    }

    private static String[] entries(String text) {
        String stripped = text.strip();
        return stripped.isEmpty() ? NO_ENTRIES : stripped.split(" +", -1);
    }

    /** Finite numbers of a column; none when the file lacks the column. */
    private static float[] numbers(String[] row, int column, String name) {
        String[] entries = column < 0 ? NO_ENTRIES : entries(row[column]);
        float[] numbers = new float[entries.length];
        for (int i = 0; i < numbers.length; i++) {
            try {
                numbers[i] = Float.parseFloat(entries[i]);
            } catch (NumberFormatException e) {
                numbers[i] = Float.NaN;
            }
            if (!Float.isFinite(numbers[i])) {
                throw new IllegalArgumentException(name + " has an entry that is not a number");
            }
        }
        return numbers;
    }
}
