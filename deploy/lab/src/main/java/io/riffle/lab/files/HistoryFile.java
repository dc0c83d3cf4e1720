package io.riffle.lab.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.schema.Ids;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Histories, one JSON object a line: {@code user_id}, {@code events} with {@code item_id} and
 * {@code time}, {@code query_time}; times in seconds. Ids and times may be numbers or text. Unknown
 * fields are ignored. Without a query time the newest event's time is asked for.
 *
 * <p><b>Errors</b>: {@link FileFormatException} naming line and rule; an output line could not be
 * told from another's otherwise.
 */
public final class HistoryFile implements AutoCloseable {
    private static final int LONGEST_SHOWN = 60;

    /** A line that holds more than its object would lose the rest. */
    private final ObjectMapper mapper =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

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
            throw broken("line", "too long", "have at most " + LineReader.LONGEST + " bytes");
        }
        if (lines.malformed()) {
            throw broken("line", line, "be UTF-8");
        }
        try {
            JsonNode node = mapper.readTree(line);
            if (node != null && node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException e) {
            throw broken("line", line, "be one JSON object");
        }
        throw broken("line", line, "be a JSON object");
    }

    private HistoryLine history(JsonNode node) {
        JsonNode list = node.path("events");
        if (!list.isArray()) {
            throw broken("events", list, "be a list");
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
        if (!value.isTextual() && !value.isIntegralNumber()) {
            throw broken(field, value, "be text");
        }
        int bytes = Ids.utf8Length(value.asText());
        if (bytes < 1 || bytes > Ids.MAX_BYTES) {
            throw broken(field, value, "be 1 to " + Ids.MAX_BYTES + " bytes of UTF-8");
        }
        return value.asText();
    }

    private long seconds(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isNumber() && !value.isTextual()) {
            throw broken(field, value, "be seconds");
        }
        TimeColumn times = TimeColumn.ofSeconds(field);
        long seconds = times.seconds(value.asText().strip());
        if (seconds == 0) {
            throw new FileFormatException(
                    "The time of "
                            + place()
                            + " must be seconds: "
                            + times.reason()
                            + ".\nMaybe see riffle recommend --help.");
        }
        return seconds;
    }

    private FileFormatException broken(String thing, JsonNode value, String rule) {
        if (value.isMissingNode() || value.isNull()) {
            return new FileFormatException(
                    "The "
                            + thing
                            + " of "
                            + place()
                            + " must be given, it is missing.\nMaybe see riffle recommend --help.");
        }
        return broken(thing, value.toString(), rule);
    }

    private FileFormatException broken(String thing, String value, String rule) {
        return new FileFormatException(
                "The "
                        + thing
                        + " ("
                        + Shown.text(value, LONGEST_SHOWN)
                        + ") of "
                        + place()
                        + " must "
                        + rule
                        + ".\nMaybe see riffle recommend --help.");
    }

    private String place() {
        return name + ", line " + lines.number() + ",";
    }
}
