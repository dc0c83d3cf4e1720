package io.riffle.job.testing;

import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/**
 * A metric group whose numbers a test can read: {@code tier=FULL.prequential.mrr}. A name that is
 * taken is an error: Flink would keep the first and count into nothing.
 */
public final class ReadableMetrics extends UnregisteredMetricsGroup {

    private final String scope;
    private final Map<String, Gauge<?>> gauges;
    private final Map<String, Counter> counters;

    public ReadableMetrics() {
        this("", new TreeMap<>(), new TreeMap<>());
    }

    private ReadableMetrics(
            String scope, Map<String, Gauge<?>> gauges, Map<String, Counter> counters) {
        this.scope = scope;
        this.gauges = gauges;
        this.counters = counters;
    }

    public double value(String name) {
        Gauge<?> gauge = gauges.get(name);
        if (gauge != null) {
            return ((Number) gauge.getValue()).doubleValue();
        }
        Counter counter = counters.get(name);
        if (counter == null) {
            throw new AssertionError("No number is named " + name + ": " + gauges.keySet());
        }
        return counter.getCount();
    }

    private void take(String name) {
        if (gauges.containsKey(scope + name) || counters.containsKey(scope + name)) {
            throw new AssertionError("The name " + scope + name + " is registered twice");
        }
    }

    @Override
    public MetricGroup addGroup(String key, String value) {
        return new ReadableMetrics(scope + key + "=" + value + ".", gauges, counters);
    }

    @Override
    public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
        take(name);
        gauges.put(scope + name, gauge);
        return gauge;
    }

    @Override
    public Counter counter(String name) {
        take(name);
        Counter counter = new SimpleCounter();
        counters.put(scope + name, counter);
        return counter;
    }

    @Override
    public <H extends Histogram> H histogram(String name, H histogram) {
        take(name + ".mean");
        gauges.put(scope + name + ".mean", () -> histogram.getStatistics().getMean());
        return histogram;
    }
}
