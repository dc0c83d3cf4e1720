package io.riffle.job.operator;

import io.riffle.schema.ModelUpdate;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

/**
 * How long it takes from a click to the first recommendation by weights that learned from it. The
 * announcement says when the oldest and the newest of its clicks were received; the first
 * recommendation of the version says the rest.
 *
 * <p><b>Units</b>: ms.
 */
final class Freshness {

    private static final String OLDEST = "learned_from_ms";
    private static final String NEWEST = "learned_until_ms";

    private @Nullable ModelUpdate waiting;
    private long oldest;
    private long newest;
    private long worst;

    Freshness(MetricGroup group) {
        group.gauge("freshness.oldest_click_ms", () -> oldest);
        group.gauge("freshness.newest_click_ms", () -> newest);
        group.gauge("freshness.worst_click_ms", () -> worst);
    }

    /** A version is in use from now on. */
    void swapped(ModelUpdate update) {
        if (update.model().equals(ModelUpdate.BACKBONE)) {
            waiting = update;
        }
    }

    /** A recommendation went out at this time, by this version of the backbone. */
    void recommended(long version, long now) {
        ModelUpdate update = waiting;
        if (update == null || update.version() != version) {
            return;
        }
        waiting = null;
        oldest = age(update, OLDEST, now);
        newest = age(update, NEWEST, now);
        worst = Math.max(worst, oldest);
    }

    /** 0 when the announcement does not say. */
    private static long age(ModelUpdate update, String metric, long now) {
        double received = update.metrics().getOrDefault(metric, 0.0);
        return received <= 0 ? 0 : Math.max(0, now - (long) received);
    }
}
