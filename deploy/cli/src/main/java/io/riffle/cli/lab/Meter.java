package io.riffle.cli.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What a phase of a benchmark costs: differences of the job's counters and of the process's own.
 */
final class Meter {

    private static final String STAGES = "stage.";
    private static final String UNIT = "_ns";

    private final JobMetrics metrics;
    private final NavigableMap<String, Long> stages;
    private final long bundles;
    private final long clicks;
    private final long prefills;
    private final long extensions;
    private final long cpuNanos;

    private Meter(JobMetrics metrics) {
        this.metrics = metrics;
        stages = stages(metrics);
        bundles = metrics.count("bundle.count");
        clicks = metrics.count("click.count");
        prefills = metrics.count("prefill.users");
        extensions = metrics.count("extend.users");
        cpuNanos = cpuNanos();
    }

    /** Counts from here. */
    static Meter start(Lab lab) {
        return new Meter(lab.metrics());
    }

    /** What was spent since the start, per record of the summary. */
    BenchPhase stop(boolean withModel, double rate, Summary summary) {
        double records = Math.max(1, summary.events());
        NavigableMap<String, Double> micros = new TreeMap<>();
        for (Map.Entry<String, Long> stage : stages(metrics).entrySet()) {
            long spent = stage.getValue() - stages.getOrDefault(stage.getKey(), 0L);
            micros.put(stage.getKey(), spent / 1e3 / records);
        }
        long newBundles = metrics.count("bundle.count") - bundles;
        long newPrefills = metrics.count("prefill.users") - prefills;
        long asked = newPrefills + metrics.count("extend.users") - extensions;
        return new BenchPhase(
                withModel,
                rate,
                summary,
                micros,
                (cpuNanos() - cpuNanos) / 1e3 / records,
                newBundles == 0 ? 0 : (double) (metrics.count("click.count") - clicks) / newBundles,
                asked == 0 ? Double.NaN : 1 - (double) newPrefills / asked,
                (long) metrics.gauge("lastCheckpointSize"),
                (long) metrics.gauge("lastCheckpointDuration"),
                residentBytes());
    }

    private static NavigableMap<String, Long> stages(JobMetrics metrics) {
        NavigableMap<String, Long> nanos = new TreeMap<>();
        for (String name : metrics.counters(STAGES)) {
            if (name.endsWith(UNIT)) {
                String stage = name.substring(STAGES.length(), name.length() - UNIT.length());
                nanos.put(stage, metrics.count(name));
            }
        }
        return nanos;
    }

    private static long cpuNanos() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }

    /** Memory of this process that is in RAM, native memory included; 0 where /proc is not. */
    static long residentBytes() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
                }
            }
        } catch (IOException e) {
            return 0;
        }
        return 0;
    }
}
