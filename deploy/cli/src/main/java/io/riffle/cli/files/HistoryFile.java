package io.riffle.cli.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Histories, one JSON object a line: {@code user_id}, {@code events} with {@code item_id} and
 * {@code time}, {@code query_time}; times in seconds. Unknown fields are ignored. Without a query
 * time the newest event's time is asked for.
 *
 * <p><b>Errors</b>: {@link FileFormatException} naming line and rule; an output line could not be
 * told from another's otherwise.
 */
public final class HistoryFile implements AutoCloseable {

    /** So that seconds x 1000 is still a long. */
    private static final long LATEST_SECONDS = Long.MAX_VALUE / 1000;

    private final ObjectMapper mapper = new ObjectMapper();
    private final String name;
    private final LineReader lines;

    private HistoryFile(String name, LineReader lines) {
        this.name = name;
        this.lines = lines;
    }

    /** Opens a file. */
    public static HistoryFile open(Path file) throws IOException {
        return new HistoryFile(file.toString(), LineReader.open(file));
    }

    /** The next history, or null at the end; empty lines are passed over. */
    public @Nullable HistoryLine next() throws IOException {
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (!line.isBlank()) {
                return history(parse(line));
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private JsonNode parse(String line) {
        if (lines.truncated()) {
            throw broken("line", "too long", "have at most " + LineReader.LONGEST + " characters");
        }
        try {
            JsonNode node = mapper.readTree(line);
            if (node != null && node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException e) {
            throw broken("line", String.valueOf(e.getOriginalMessage()), "be a JSON object");
        }
        throw broken("line", "no object", "be a JSON object");
    }

    private HistoryLine history(JsonNode node) {
        JsonNode list = node.path("events");
        if (!list.isArray()) {
            throw broken("events", list.toString(), "be a list");
        }
        List<HistoryLine.Event> events = new ArrayList<>(list.size());
        long newest = 0;
        for (JsonNode event : list) {
            long time = seconds(event, "time");
            events.add(new HistoryLine.Event(text(event, "item_id"), time));
            newest = Math.max(newest, time);
        }
        long queryTime = node.has("query_time") ? seconds(node, "query_time") : newest;
        return new HistoryLine(text(node, "user_id"), events, queryTime);
    }

    private String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isTextual() || value.textValue().isEmpty()) {
            throw broken(field, value.toString(), "be text");
        }
        return value.textValue();
    }

    private long seconds(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < 0
                || value.longValue() > LATEST_SECONDS) {
            throw broken(field, value.toString(), "be whole seconds, not negative");
        }
        return value.longValue();
    }

    private FileFormatException broken(String thing, String value, String rule) {
        return new FileFormatException(
                "The %s (%s) of %s, line %d, must %s.\nMaybe see riffle recommend --help."
                        .formatted(thing, value, name, lines.number(), rule));
    }
}
