package io.riffle.job.testing;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.JobID;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.metrics.MetricRegistryImpl;
import org.apache.flink.runtime.metrics.MetricRegistryTestUtils;
import org.apache.flink.runtime.metrics.ReporterSetup;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskMetricGroup;

/**
 * Flink's own metric registry with a reporter that a test reads: what is registered twice is kept
 * once, as in production.
 */
public final class RealMetrics implements AutoCloseable {

    private final Map<String, Metric> reported = new TreeMap<>();
    private final MetricRegistryImpl registry;
    private final TaskMetricGroup task;

    public RealMetrics() {
        registry =
                new MetricRegistryImpl(
                        MetricRegistryTestUtils.defaultMetricRegistryConfiguration(),
                        List.of(
                                new ReporterSetup(
                                        "test",
                                        new MetricConfig(),
                                        new Reporter(),
                                        (metric, name, group) -> true,
                                        Map.of())));
        task =
                TaskManagerMetricGroup.createTaskManagerMetricGroup(
                                registry, "localhost", ResourceID.generate())
                        .addJob(new JobID(), "job")
                        .addTask(ExecutionAttemptID.randomId(), "task");
    }

    /** The group of a task whose steps register here. */
    public TaskMetricGroup task() {
        return task;
    }

    /** The counter or gauge whose full name ends like this. */
    public long value(String ending) {
        Metric metric =
                reported.entrySet().stream()
                        .filter(entry -> entry.getKey().endsWith(ending))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(ending + ": " + reported.keySet()));
        if (metric instanceof Counter counter) {
            return counter.getCount();
        }
        return ((Number) ((Gauge<?>) metric).getValue()).longValue();
    }

    @Override
    public void close() {
        registry.closeAsync().join();
    }

    private final class Reporter implements MetricReporter {
        @Override
        public void open(MetricConfig config) {}

        @Override
        public void close() {}

        private static String name(String name, MetricGroup group) {
            return String.join(".", group.getScopeComponents()) + "." + name;
        }

        @Override
        public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
            reported.put(name(name, group), metric);
        }

        @Override
        public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
            reported.remove(name(name, group));
        }
    }
}
