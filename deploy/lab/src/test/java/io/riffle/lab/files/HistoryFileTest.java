package io.riffle.lab.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFileTest {
    @TempDir Path folder;

    @Test
    void numbersMayBeTextAndTextNumbersAsInAClick() throws IOException {
        for (String time : new String[] {"1600000000", "1600000000.0", "\"1600000000\"", "1.6e9"}) {
            HistoryLine line =
                    line("{\"user_id\":42,\"events\":[{\"item_id\":7,\"time\":" + time + "}]}");
            assertThat(line.userId()).isEqualTo("42");
            assertThat(line.events()).containsExactly(new HistoryLine.Event("7", 1_600_000_000L));
            assertThat(line.queryTime()).isEqualTo(1_600_000_000L);
        }
    }

    @Test
    void timesOfAnotherUnitAreRefusedByName() {
        assertRefused(event("1600000000000"), "milliseconds", "line 1");
        assertRefused(event("\"2020-09-13T14:46:40Z\""), "ISO-8601", "line 1");
        assertRefused(event("1600000000.5"), "not a whole number", "line 1");
        assertRefused(event("12"), "year 1970", "line 1");
        assertRefused(event("true"), "(true)", "must be seconds");
    }

    @Test
    void whatIsMissingIsSaidToBe() {
        assertRefused("{\"user_id\":\"u\",\"events\":[{\"item_id\":\"i\"}]}", "time", "is missing");
        assertRefused(
                "{\"user_id\":\"u\",\"events\":[{\"time\":1600000000}]}", "item_id", "is missing");
        assertRefused("{\"user_id\":null,\"events\":[]}", "user_id", "is missing");
        assertRefused("{\"user_id\":\"u\"}", "events", "is missing");
    }

    @Test
    void aLineIsOneObjectAndMessagesAreShort() {
        assertRefused("{\"user_id\":\"u\",\"events\":[]} {}", "one JSON object", "line 1");
        assertRefused(
                "{\"user_id\":\"u\",\"events\":\"" + "x".repeat(100_000) + "\"}", "events", "list");
        assertRefused("[" + "\u0007".repeat(100_000), "line", "\\u0007");
        assertRefused("{\"user_id\":\"\",\"events\":[]}", "user_id", "1 to 256 bytes");
        assertRefused("{\"user_id\":\"\\ud800\",\"events\":[]}", "user_id", "UTF-8");
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() throws IOException {
        Path file = folder.resolve("h.jsonl");
        Files.write(
                file,
                event("1600000000").replace('u', '\u00e9').getBytes(StandardCharsets.ISO_8859_1));
        try (HistoryFile histories = HistoryFile.open(file)) {
            assertThatThrownBy(histories::next).hasMessageContaining("must be UTF-8");
        }
    }

    private static String event(String time) {
        return "{\"user_id\":\"u\",\"events\":[{\"item_id\":\"i\",\"time\":" + time + "}]}";
    }

    private void assertRefused(String line, String... parts) {
        assertThatThrownBy(() -> line(line))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContainingAll(parts)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
    }

    private HistoryLine line(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("h.jsonl"), text);
        try (HistoryFile histories = HistoryFile.open(file)) {
            HistoryLine line = histories.next();
            assertThat(line).isNotNull();
            return java.util.Objects.requireNonNull(line);
        }
    }
}
