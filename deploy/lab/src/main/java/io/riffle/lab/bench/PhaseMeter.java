package io.riffle.lab.bench;

import io.riffle.lab.JobMetrics;
import io.riffle.lab.Lab;
import io.riffle.lab.audience.Summary;
import io.riffle.lab.audience.Tally;
import java.time.Duration;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What a phase of a benchmark costs: differences of the job's counters and of the process's own.
 */
final class PhaseMeter {

    private static final String STAGES = "stage.";
    private static final String UNIT = "_ns";

    private final JobMetrics metrics;
    private final NavigableMap<String, Long> stages;
    private final long bundles;
    private final long clicks;
    private final long hits;
    private final long misses;
    private final long samples;
    private final long cpuNanos;
    private final ThreadCpu threads = new ThreadCpu();
    private final MinuteSamples minutes;

    private PhaseMeter(Lab lab, Tally tally) {
        metrics = lab.metrics();
        stages = stages(metrics);
        bundles = metrics.count("bundle.count");
        clicks = metrics.count("click.count");
        hits = metrics.count("cache.hits");
        misses = metrics.count("cache.misses");
        samples = metrics.count("sample.emitted");
        cpuNanos = cpuNanos();
        minutes =
                new MinuteSamples(
                        ProcessMemory::now, this::arrays, tally::answered, System::nanoTime);
    }

    /** Counts from here. */
    static PhaseMeter start(Lab lab, Tally tally) {
        return new PhaseMeter(lab, tally);
    }

    /** Called often while the phase runs. */
    void tick() {
        minutes.tick();
    }

    /** What was spent since the start, per record of the summary. */
    BenchPhase stop(BenchSweep sweep, double rate, Summary summary) {
        double records = Math.max(1, summary.events());
        double processMicros = (cpuNanos() - cpuNanos) / 1e3 / records;
        NavigableMap<String, Long> newStages = stages(metrics);
        newStages.replaceAll((stage, nanos) -> nanos - stages.getOrDefault(stage, 0L));
        long newBundles = metrics.count("bundle.count") - bundles;
        long newHits = metrics.count("cache.hits") - hits;
        long asked = newHits + metrics.count("cache.misses") - misses;
        return new BenchPhase(
                sweep,
                rate,
                summary,
                micros(newStages, records),
                micros(threads.spent(), records),
                processMicros,
                newBundles == 0 ? 0 : (double) (metrics.count("click.count") - clicks) / newBundles,
                asked == 0 ? Double.NaN : (double) newHits / asked,
                (metrics.count("sample.emitted") - samples) / records,
                (long) metrics.gauge("lastCheckpointSize"),
                (long) metrics.gauge("lastCheckpointDuration"),
                minutes.taken(),
                ProcessMemory.now(),
                arrays());
    }

    private long arrays() {
        return (long) metrics.gauge("model.arrays");
    }

    private static NavigableMap<String, Double> micros(Map<String, Long> nanos, double records) {
        NavigableMap<String, Double> micros = new TreeMap<>();
        nanos.forEach((name, spent) -> micros.put(name, spent / 1e3 / records));
        return micros;
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
}
