package io.riffle.cli.files;

import io.riffle.schema.Action;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Events of a CSV file in file order, one at a time: {@code user_id}, {@code item_id}, {@code
 * timestamp_seconds}, optionally {@code event_type} or {@code rating}, and {@code event_id}.
 *
 * <p><b>Errors</b>: a bad row is passed over and counted in {@link #badRows()}; a row of type
 * {@code shown} is passed over and counted in {@link #shown()}; {@link FileFormatException} when
 * the header lacks a column.
 */
public final class EventFile implements AutoCloseable {
    /** So that seconds x 1000 is still a long. */
    private static final long LATEST_SECONDS = Long.MAX_VALUE / 1000;

    private final CsvRows rows;
    private final int user;
    private final int item;
    private final int time;
    private final int type;
    private final int rating;
    private final int id;
    private long shown;

    private EventFile(CsvRows rows) {
        this.rows = rows;
        user = rows.column("user_id");
        item = rows.column("item_id");
        time = rows.column("timestamp_seconds");
        type = rows.optionalColumn("event_type");
        rating = rows.optionalColumn("rating");
        id = rows.optionalColumn("event_id");
    }

    /** Opens a file and reads its header. */
    public static EventFile open(Path file) throws IOException {
        CsvRows rows = CsvRows.open(file);
        try {
            return new EventFile(rows);
        } catch (RuntimeException e) {
            rows.close();
            throw e;
        }
    }

    /** Next good event, or null at the end of the file. */
    public @Nullable FileEvent next() throws IOException {
        for (String[] row = rows.next(); row != null; row = rows.next()) {
            if (type >= 0 && row[type].equals("shown")) {
                shown++;
                continue;
            }
            FileEvent event = event(row);
            if (event != null) {
                return event;
            }
        }
        return null;
    }

    /** Rows passed over because the item was only shown. */
    public long shown() {
        return shown;
    }

    /** Bad rows so far. */
    public BadRows badRows() {
        return rows.badRows();
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }

    private @Nullable FileEvent event(String[] row) {
        if (!rows.goodId("user_id", row[user]) || !rows.goodId("item_id", row[item])) {
            return null;
        }
        long seconds = seconds(row[time]);
        if (seconds == 0) {
            return null;
        }
        Action action = action(row);
        if (action == null) {
            return null;
        }
        String eventId = id < 0 || row[id].isEmpty() ? Long.toString(rows.line()) : row[id];
        if (!rows.goodId("event_id", eventId)) {
            return null;
        }
        return new FileEvent(rows.line(), eventId, row[user], row[item], seconds, action);
    }

    /** Epoch seconds, or 0 after counting a bad row. */
    private long seconds(String text) {
        try {
            long seconds = Long.parseLong(text);
            if (seconds > 0 && seconds <= LATEST_SECONDS) {
                return seconds;
            }
            rows.bad("timestamp_seconds (" + seconds + ") is not a time after 1970");
        } catch (NumberFormatException e) {
            rows.bad("timestamp_seconds (" + brief(text) + ") is not a whole number");
        }
        return 0;
    }

    private @Nullable Action action(String[] row) {
        if (type >= 0) {
            Action action = action(row[type]);
            if (action == null) {
                rows.bad("event_type (" + brief(row[type]) + ") is not known");
            }
            return action;
        }
        if (rating >= 0 && !row[rating].isEmpty()) {
            try {
                Double.parseDouble(row[rating]);
            } catch (NumberFormatException e) {
                rows.bad("rating (" + brief(row[rating]) + ") is not a number");
                return null;
            }
        }
        return Action.CLICK;
    }

    private static @Nullable Action action(String type) {
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "click", "review" -> Action.CLICK;
            case "view" -> Action.VIEW;
            case "like" -> Action.LIKE;
            case "dislike" -> Action.DISLIKE;
            case "cart" -> Action.CART;
            case "purchase" -> Action.PURCHASE;
            default -> null;
        };
    }

    private static String brief(String text) {
        return text.length() <= 24 ? text : text.substring(0, 24) + "…";
    }
}
