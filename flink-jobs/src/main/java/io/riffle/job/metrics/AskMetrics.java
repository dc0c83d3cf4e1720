package io.riffle.job.metrics;

import io.riffle.schema.Recommendation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;

/**
 * What becomes of requests for slates: requests in = replies, refused and over budget.
 *
 * <p><b>Units</b>: in the metric's name.
 */
public final class AskMetrics {

    private final Counter requests;
    private final Counter refused;
    private final Counter overBudget;
    private final Counter replies;
    private final Counter remarked;
    private final Histogram latency;

    AskMetrics(MetricGroup group) {
        this.requests = group.counter("request.count");
        this.refused = group.counter("request.refused");
        this.overBudget = group.counter("request.over_budget");
        this.replies = group.counter("reply.count");
        this.remarked = group.counter("reply.remarked");
        this.latency = group.histogram("reply.latency_ms", new RecentHistogram());
    }

    /** A request that can be read has come. */
    public void requested() {
        requests.inc();
    }

    /** A request that cannot be read was answered by saying so. */
    public void refused() {
        requests.inc();
        refused.inc();
    }

    /** A request was answered by saying that there were too many. */
    public void overBudget() {
        overBudget.inc();
    }

    /** A request was answered. */
    public void replied(Recommendation reply) {
        replies.inc();
        remarked.inc(reply.reason().isEmpty() ? 0 : 1);
        latency.update(Math.max(0, reply.emittedTime() - reply.receivedTime()));
    }

    public long requestCount() {
        return requests.getCount();
    }

    public long replyCount() {
        return replies.getCount();
    }

    public long overBudgetCount() {
        return overBudget.getCount();
    }

    public long refusedCount() {
        return refused.getCount();
    }
}
