package io.riffle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark says everything it is asked for; how fast this machine is, is no test. */
class BenchITCase {

    @TempDir private Path folder;
    private final Terminal terminal = new Terminal();

    @Test
    void aSweepTellsWhereTheTimeGoes() throws IOException {
        List<String> rows = new ArrayList<>(List.of("user_id,item_id,timestamp_seconds"));
        for (int i = 0; i < 40_000; i++) {
            // More items than a user can have seen before it is measured: something is left to
            // rank.
            rows.add(
                    String.format(
                            Locale.ROOT,
                            "u%d,i%d,%d",
                            i % 40,
                            i * i % 4_999,
                            1_000_000_000L + 7L * i));
        }
        Path events = folder.resolve("events.csv");
        Files.write(events, rows);

        int exit =
                terminal.run(
                        "bench",
                        "--no-simulator",
                        "--no-bare",
                        "--events",
                        events.toString(),
                        "--reranker",
                        "--rate",
                        "200",
                        "--minutes",
                        "0.03",
                        "--json");

        assertThat(exit).as(terminal.err()).isZero();
        JsonNode phases = new ObjectMapper().readTree(terminal.out()).path("phases");
        assertThat(phases).hasSize(2);
        for (JsonNode phase : phases) {
            assertThat(phase.path("source").asText()).isEqualTo("events.csv");
            assertThat(phase.path("balanced").asBoolean()).isTrue();
            assertThat(phase.path("clicks").asLong()).isPositive();
            assertThat(phase.path("latency_ms").has("p99_9")).isTrue();
            JsonNode stages = phase.path("stage_cpu_us_per_click");
            assertThat(stages.fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrder(
                            "decode", "state", "plan", "extend", "prefill", "top_k", "rerank",
                            "settle", "encode");
            for (String stage : List.of("decode", "state", "extend", "top_k", "encode")) {
                assertThat(stages.path(stage).asDouble()).as(stage).isPositive();
            }
            assertThat(phase.path("cache_hit_rate").asDouble()).isBetween(.01, 1.0);
            assertThat(phase.path("bundle_mean").asDouble()).isGreaterThanOrEqualTo(1);
            assertThat(phase.path("arrays").asLong()).isPositive();
            assertThat(phase.path("minutes")).isNotEmpty();
        }
        assertThat(phases.get(0).path("reranker").asBoolean()).isFalse();
        assertThat(phases.get(1).path("reranker").asBoolean()).isTrue();
        assertThat(phases.get(1).at("/stage_cpu_us_per_click/rerank").asDouble())
                .isGreaterThan(phases.get(0).at("/stage_cpu_us_per_click/rerank").asDouble());
    }
}
