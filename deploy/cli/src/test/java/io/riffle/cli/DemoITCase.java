package io.riffle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole system on small files: broker, Flink, job and model are the real ones. */
class DemoITCase {

    @TempDir private Path folder;
    private final Terminal terminal = new Terminal();

    @Test
    void everyClickOfAFileIsAnsweredWhileTheModelsLearn() throws IOException {
        List<String> rows =
                new ArrayList<>(List.of("user_id,item_id,timestamp_seconds,event_type"));
        for (int i = 0; i < 300; i++) {
            // Not in time order: the demo sorts.
            long time = 1_000_000_000L + (i % 2 == 0 ? i : 600 - i);
            rows.add(
                    String.format(Locale.ROOT, "u%d,i%d,%d,%s", i % 17, i * i % 83, time, "click"));
        }
        for (int i = 0; i < 20; i++) {
            rows.add("u" + i % 17 + ",i1," + (1_000_000_000L + i) + ",view");
        }
        rows.add("u1,i1,1000000000,shown");
        rows.add("u1,i1,yesterday,click");
        Path events = folder.resolve("events.csv");
        Files.write(events, rows);
        assertThat(terminal.run("demo", "--events", events.toString(), "--json"))
                .as(terminal.err())
                .isZero();
        JsonNode summary = summary();
        assertThat(summary.path("events").asInt()).isEqualTo(300 + 20);
        assertThat(summary.path("impressions").asInt()).isEqualTo(20);
        assertThat(summary.path("recommendations").asInt()).isEqualTo(300);
        JsonNode tiers = summary.path("tiers");
        // Popular items, until what was learned from them is better.
        assertThat(tiers.path("POPULAR").asInt()).isPositive();
        assertThat(tiers.path("POPULAR").asInt() + tiers.path("GENERATOR_ONLY").asInt())
                .isEqualTo(300);
        assertThat(summary.path("bad_rows").asInt()).isEqualTo(1);
        assertThat(summary.path("hit_rate").path("scored").asInt()).isEqualTo(300 - 17);
        assertThat(summary.path("prequential").path("hr_at_10").asDouble())
                .isEqualTo(summary.path("hit_rate").path("at_10").asDouble());
        // One sample for every click but each user's first.
        assertThat(summary.path("samples").asInt()).isGreaterThanOrEqualTo(300 - 17);
        assertThat(summary.path("freshness_ms").path("click_to_weights").has("newest")).isTrue();
        assertThat(terminal.err()).contains("yesterday").contains("1 rows of type shown");
        // Learning has ended: nothing is told after the farewell, of weights that nobody serves.
        assertThat(terminal.err().lines().reduce("", (before, line) -> line))
                .startsWith("riffle: ends here");
    }

    @Test
    void hostileLinesAreEachOneDeadLetter() throws IOException {
        List<byte[]> lines = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            lines.add(click("e" + i, "u" + i % 5, "i" + i % 11, 1_700_000_000_000L + i));
        }
        lines.add(lines.get(0));
        lines.add(lines.get(7));
        lines.add(new byte[0]);
        lines.add(new byte[] {(byte) 0xff, (byte) 0xfe, '{', '}'});
        lines.add(bytes("[1,2,3]"));
        lines.add(bytes("[".repeat(100_000)));
        lines.add(bytes("{\"user_id\":\"u\",\"item_id\":\"i\",\"event_time\":1700000000000}"));
        lines.add(click("x".repeat(10_000), "u", "i", 1_700_000_000_000L));
        lines.add(click("e-negative", "u", "i", -1));
        lines.add(click("e-future", "u", "i", 99_999_999_999_999L));
        lines.add(click("e-large", "u", "i".repeat(2 << 20), 1_700_000_000_000L));
        lines.add(
                bytes(
                        "{\"event_id\":\"a\",\"user_id\":\"u\",\"item_id\":\"i\",\"action\":\"DANCE\","
                            + "\"event_time\":1700000000000}"));
        Path raw = folder.resolve("hostile.jsonl");
        try (var out = Files.newOutputStream(raw)) {
            for (byte[] line : lines) {
                out.write(line);
                out.write('\n');
            }
        }
        assertThat(terminal.run("demo", "--raw", raw.toString(), "--json"))
                .as(terminal.err())
                .isZero();
        JsonNode summary = summary();
        assertThat(summary.path("events").asInt()).isEqualTo(62);
        assertThat(summary.path("recommendations").asInt()).isEqualTo(50);
        assertThat(summary.path("duplicates").asInt()).isEqualTo(2);
        assertThat(summary.path("restarts").asInt()).isZero();
        assertThat(summary.path("dead_letters").toString())
                .isEqualTo(
                        "{\"total\":10,\"by_reason\":{\"EMPTY\":1,\"TOO_LARGE\":1,\"UNPARSEABLE\":3,"
                            + "\"MISSING_ID\":1,\"ID_TOO_LONG\":1,\"UNKNOWN_ACTION\":1,"
                            + "\"BAD_TIME\":1,\"FUTURE_TIME\":1}}");
    }

    private JsonNode summary() throws IOException {
        List<String> lines = terminal.out().lines().toList();
        assertThat(lines).hasSize(1);
        return new ObjectMapper().readTree(lines.get(0));
    }

    private static byte[] click(String event, String user, String item, long time) {
        return bytes(
                String.format(
                        Locale.ROOT,
                        "{\"event_id\":\"%s\",\"user_id\":\"%s\",\"item_id\":\"%s\",\"event_time\":%d}",
                        event,
                        user,
                        item,
                        time));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
