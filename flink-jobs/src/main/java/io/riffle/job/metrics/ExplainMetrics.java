package io.riffle.job.metrics;

import io.riffle.schema.explain.ExplainStatus;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;

/**
 * What becomes of questions why: questions in = explanations, refusals included, but for those that
 * an attempt did not live to answer.
 *
 * <p><b>Units</b>: in the metric's name.
 */
public final class ExplainMetrics {

    private final EnumCounters<ExplainStatus> told;
    private final Histogram latency;

    ExplainMetrics(MetricGroup group) {
        this.told =
                new EnumCounters<>(ExplainStatus.class, name -> group.counter("explain." + name));
        this.latency = group.histogram("explain.latency_ms", new RecentHistogram());
    }

    /** A question was answered, so long after it was received. */
    public void told(ExplainStatus status, long latencyMillis) {
        told.add(status, 1);
        latency.update(Math.max(0, latencyMillis));
    }

    /** Questions answered so. */
    public long count(ExplainStatus status) {
        return told.count(status);
    }
}
