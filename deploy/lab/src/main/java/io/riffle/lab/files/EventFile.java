package io.riffle.lab.files;

import io.riffle.schema.Action;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Events of a CSV file in file order, one at a time: {@code user_id}, {@code item_id}, {@code
 * timestamp_seconds}, optionally {@code event_type} or {@code rating}, and {@code event_id}; or
 * under the names of {@link Column} or {@link Columns}.
 *
 * <p><b>Errors</b>: a bad row is passed over and counted in {@link Rows#badRows()}; a row of type
 * {@code shown} is passed over and counted in {@link Rows#shown()}; {@link FileFormatException}
 * when the header lacks a column.
 */
public final class EventFile implements Rows.Format<FileEvent> {
    private final CsvRows rows;
    private final EventNames names;
    private final int user;
    private final int item;
    private final int time;
    private final int type;
    private final int rating;
    private final int id;
    private final TimeColumn times;

    private EventFile(CsvRows rows, EventNames names) {
        this.rows = rows;
        this.names = names;
        Header header = rows.header();
        user = header.required(Column.USER);
        item = header.required(Column.ITEM);
        time = header.required(Column.TIME);
        type = header.optional(Column.EVENT);
        rating = header.optional(Column.RATING);
        id = header.optional(Column.ID);
        header.check();
        times = TimeColumn.named(header.names().get(time));
    }

    /** Opens a file under the usual names and reads its header. */
    public static Rows<FileEvent> open(Path file) throws IOException {
        return open(file, Reading.USUAL);
    }

    /** Opens a file and reads its header. */
    public static Rows<FileEvent> open(Path file, Reading reading) throws IOException {
        return Rows.open(
                CsvRows.open(file, reading.columns()),
                rows -> new EventFile(rows, reading.names()));
    }

    @Override
    public boolean shown(String[] row) {
        return type >= 0 && names.shown(row[type]);
    }

    @Override
    public @Nullable FileEvent read(String[] row) {
        if (!rows.goodId(user, row) || !rows.goodId(item, row)) {
            return null;
        }
        long seconds = times.seconds(row[time]);
        if (seconds == 0) {
            rows.bad(times.reason());
            return null;
        }
        Action action = action(row);
        if (action == null) {
            return null;
        }
        boolean own = id >= 0 && !row[id].isEmpty();
        if (own && !rows.goodId(id, row)) {
            return null;
        }
        return new FileEvent(
                rows.line(), own ? row[id] : "", row[user], row[item], seconds, action);
    }

    private @Nullable Action action(String[] row) {
        if (type >= 0) {
            Action action = names.action(row[type]);
            if (action == null) {
                rows.bad(
                        rows.header().names().get(type)
                                + " ("
                                + Shown.value(row[type])
                                + ") is not known, see --map-events");
            }
            return action;
        }
        if (rating >= 0 && !row[rating].isEmpty()) {
            try {
                Double.parseDouble(row[rating]);
            } catch (NumberFormatException e) {
                rows.bad("rating (" + Shown.value(row[rating]) + ") is not a number");
                return null;
            }
        }
        return Action.CLICK;
    }
}
