package io.riffle.lab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;

/**
 * The numbers of the jobs of an {@link EmbeddedFlink}, by metric name, added over operators and
 * subtasks. A counter whose task has ended keeps its last value in the sum.
 *
 * <p><b>Threads</b>: any; a counter is read while its task counts on, so the newest few may be
 * missing.
 */
public final class JobMetrics implements MetricReporter {

    private final Map<String, List<Metric>> live = new HashMap<>();
    private final Map<String, Long> ended = new HashMap<>();

    @Override
    public void open(MetricConfig config) {}

    @Override
    public void close() {}

    @Override
    public synchronized void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        live.computeIfAbsent(name, key -> new ArrayList<>()).add(metric);
    }

    @Override
    public synchronized void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        List<Metric> metrics = live.get(name);
        // By identity: two subtasks' counters may be equal.
        if (metrics != null && metrics.removeIf(known -> known == metric)) {
            if (metric instanceof Counter counter) {
                ended.merge(name, counter.getCount(), Long::sum);
            }
        }
    }

    /** Sum of all counters of a name, ended tasks included; 0 when there is none. */
    public synchronized long count(String name) {
        long sum = ended.getOrDefault(name, 0L);
        for (Metric metric : live.getOrDefault(name, List.of())) {
            if (metric instanceof Counter counter) {
                sum += counter.getCount();
            }
        }
        return sum;
    }

    /** Names of the counters there are or were that begin so, sorted. */
    public synchronized NavigableSet<String> counters(String prefix) {
        NavigableSet<String> names = new TreeSet<>();
        for (Map.Entry<String, List<Metric>> entry : live.entrySet()) {
            if (entry.getKey().startsWith(prefix)
                    && entry.getValue().stream().anyMatch(Counter.class::isInstance)) {
                names.add(entry.getKey());
            }
        }
        ended.keySet().stream().filter(name -> name.startsWith(prefix)).forEach(names::add);
        return names;
    }

    /** Names of all there are, sorted. */
    public synchronized NavigableSet<String> names() {
        NavigableSet<String> names = new TreeSet<>();
        live.forEach(
                (name, metrics) -> {
                    if (!metrics.isEmpty()) {
                        names.add(name);
                    }
                });
        return names;
    }

    /** Largest value of the numeric gauges of a name; 0 when there is none. */
    public synchronized double gauge(String name) {
        double largest = 0;
        for (Metric metric : live.getOrDefault(name, List.of())) {
            if (metric instanceof Gauge<?> gauge && gauge.getValue() instanceof Number number) {
                largest = Math.max(largest, number.doubleValue());
            }
        }
        return largest;
    }
}
