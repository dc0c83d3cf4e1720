package io.riffle.lab.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.lab.audience.Summary;
import io.riffle.lab.console.JsonLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;

/**
 * One rate of one pipeline of a benchmark.
 *
 * @param rate asked for, records per second; infinite = as fast as answers come
 * @param stageMicros CPU of the job's threads per click, by stage
 * @param threadMicros CPU of all Java threads per click, by what they are for
 * @param processMicros CPU of the whole process per click: broker, sender, reader, compiler and
 *     garbage collector included
 * @param bundle mean clicks inferred together
 * @param cacheHits share of the users whose slot could be gone on from; NaN when there is no cache
 * @param samples training samples per click: each new label of a slate makes one
 * @param checkpointBytes of the newest checkpoint
 * @param checkpointMillis of the newest checkpoint
 * @param minutes memory at the start and after every minute
 * @param atEnd memory at the end
 * @param arrays native arrays alive at the end
 */
public record BenchPhase(
        BenchSweep sweep,
        double rate,
        Summary summary,
        NavigableMap<String, Double> stageMicros,
        NavigableMap<String, Double> threadMicros,
        double processMicros,
        double bundle,
        double cacheHits,
        double samples,
        long checkpointBytes,
        long checkpointMillis,
        List<MinuteSamples.Sample> minutes,
        ProcessMemory atEnd,
        long arrays) {

    /** For a person. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%6s/s → %,7.0f clicks/s  p50 %d  p99 %d  p99.9 %d ms  bundle %.1f%s",
                        Double.isInfinite(rate) ? "max" : String.format(Locale.ROOT, "%,.0f", rate),
                        summary.eventsPerSecond(),
                        summary.latency(.50),
                        summary.latency(.99),
                        summary.latency(.999),
                        bundle,
                        Double.isNaN(cacheHits)
                                ? ""
                                : String.format(
                                        Locale.ROOT, "  cache hits %.1f %%", 100 * cacheHits)));
        lines.add(
                String.format(
                        Locale.ROOT,
                        "        samples/click %.2f  checkpoint %,d KiB in %d ms  rss %,d MiB "
                                + " arrays %d",
                        samples,
                        checkpointBytes >> 10,
                        checkpointMillis,
                        atEnd.residentBytes() >> 20,
                        arrays));
        lines.add(
                String.format(
                        Locale.ROOT,
                        "        µs/click: process %.0f%s",
                        processMicros,
                        list(threadMicros)));
        lines.add(String.format(Locale.ROOT, "        by stage:%s", list(stageMicros)));
        if (minutes.size() > 2) {
            lines.addAll(MinuteSamples.table(minutes));
        }
        return lines;
    }

    /** For a program. */
    public ObjectNode toJson() {
        ObjectNode node = JsonLine.object();
        sweep.describe(node);
        if (Double.isInfinite(rate)) {
            node.putNull("rate");
        } else {
            node.put("rate", rate);
        }
        node.put("clicks", summary.events());
        node.put("clicks_per_second", summary.eventsPerSecond());
        summary.putLatency(node);
        ObjectNode stages = node.putObject("stage_cpu_us_per_click");
        stageMicros.forEach(stages::put);
        ObjectNode threads = node.putObject("thread_cpu_us_per_click");
        threadMicros.forEach(threads::put);
        node.put("process_cpu_us_per_click", processMicros);
        node.put("bundle_mean", bundle);
        if (Double.isNaN(cacheHits)) {
            node.putNull("cache_hit_rate");
        } else {
            node.put("cache_hit_rate", cacheHits);
        }
        node.put("samples_per_click", samples);
        node.put("checkpoint_bytes", checkpointBytes);
        node.put("checkpoint_ms", checkpointMillis);
        atEnd.describe(node);
        node.put("arrays", arrays);
        MinuteSamples.describe(minutes, node.putArray("minutes"));
        node.put("balanced", summary.balanced());
        return node;
    }

    private static String list(Map<String, Double> micros) {
        StringBuilder text = new StringBuilder();
        micros.forEach(
                (name, value) -> text.append(String.format(Locale.ROOT, "  %s %.0f", name, value)));
        return text.toString();
    }
}
