package io.riffle.cli.lab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.cli.console.Json;
import java.util.Map;
import java.util.NavigableMap;

/**
 * One rate of a benchmark.
 *
 * @param rate asked for, records per second; infinite = as fast as answers come
 * @param stageMicros CPU of the job's threads per click, by stage
 * @param processMicros CPU of the whole process per click: broker, sender and reader included
 * @param bundle mean clicks inferred together
 * @param cacheHits share of the answers whose values were cached; NaN when there is no cache
 * @param checkpointBytes of the newest checkpoint
 * @param checkpointMillis of the newest checkpoint
 * @param residentBytes of the process at the end
 */
public record BenchPhase(
        boolean withModel,
        double rate,
        Summary summary,
        NavigableMap<String, Double> stageMicros,
        double processMicros,
        double bundle,
        double cacheHits,
        long checkpointBytes,
        long checkpointMillis,
        long residentBytes) {

    /** For a person. */
    public String line() {
        StringBuilder stages = new StringBuilder();
        for (Map.Entry<String, Double> stage : stageMicros.entrySet()) {
            stages.append(" %s %.0f".formatted(stage.getKey(), stage.getValue()));
        }
        return ("%6s/s → %,7.0f clicks/s  p50 %d  p99 %d  p99.9 %d ms  bundle %.1f  µs/click:"
                        + " process %.0f, of it%s")
                .formatted(
                        Double.isInfinite(rate) ? "max" : "%,.0f".formatted(rate),
                        summary.eventsPerSecond(),
                        summary.latency(.50),
                        summary.latency(.99),
                        summary.latency(.999),
                        bundle,
                        processMicros,
                        stages);
    }

    /** For a program. */
    public ObjectNode toJson() {
        ObjectNode node = Json.object();
        node.put("model", withModel);
        if (Double.isInfinite(rate)) {
            node.putNull("rate");
        } else {
            node.put("rate", rate);
        }
        node.put("clicks", summary.events());
        node.put("clicks_per_second", summary.eventsPerSecond());
        ObjectNode latency = node.putObject("latency_ms");
        latency.put("p50", summary.latency(.50));
        latency.put("p99", summary.latency(.99));
        latency.put("p99_9", summary.latency(.999));
        ObjectNode stages = node.putObject("stage_cpu_us_per_click");
        stageMicros.forEach(stages::put);
        node.put("process_cpu_us_per_click", processMicros);
        node.put("bundle_mean", bundle);
        if (Double.isNaN(cacheHits)) {
            node.putNull("cache_hit_rate");
        } else {
            node.put("cache_hit_rate", cacheHits);
        }
        node.put("checkpoint_bytes", checkpointBytes);
        node.put("checkpoint_ms", checkpointMillis);
        node.put("rss_bytes", residentBytes);
        node.put("balanced", summary.balanced());
        return node;
    }
}
