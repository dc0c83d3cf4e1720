package io.riffle.job.metrics;

import io.riffle.schema.ModelUpdate;
import io.riffle.schema.Recommendation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

/**
 * How soon a click counts: in the recommendation that answers it, in the sample that it settles,
 * and in the first recommendation by weights that learned from it. An announcement says when the
 * oldest and the newest of its clicks were received and when it was made; the first recommendation
 * of the version says the rest.
 *
 * <p><b>Units</b>: ms.
 */
public final class Freshness {

    private static final String OLDEST = "learned_from_ms";
    private static final String NEWEST = "learned_until_ms";

    private final Histogram recommendations;
    private final Histogram samples;
    private final Map<String, Weights> models = new HashMap<>();
    private final FirstExposure exposure;

    /** What became of the newest version of one model. */
    private static final class Weights {
        private @Nullable ModelUpdate waiting;
        private long oldest;
        private long newest;
        private long worst;
        private long published;
        private long taken;

        private Weights(MetricGroup group) {
            group.gauge("freshness.oldest_click_ms", () -> oldest);
            group.gauge("freshness.newest_click_ms", () -> newest);
            group.gauge("freshness.worst_click_ms", () -> worst);
            group.gauge("freshness.click_to_announcement_ms", () -> published);
            group.gauge("freshness.announcement_to_slate_ms", () -> taken);
        }

        private void recommended(long version, long now) {
            ModelUpdate update = waiting;
            if (update == null || update.version() != version) {
                return;
            }
            waiting = null;
            oldest = age(update, OLDEST, now);
            newest = age(update, NEWEST, now);
            worst = Math.max(worst, oldest);
            published = age(update, NEWEST, update.createdTime());
            taken = update.createdTime() == 0 ? 0 : Math.max(0, now - update.createdTime());
        }

        /** 0 when the announcement does not say. */
        private static long age(ModelUpdate update, String metric, long at) {
            double received = update.metrics().getOrDefault(metric, 0.0);
            return received <= 0 ? 0 : Math.max(0, at - (long) received);
        }
    }

    /** Registers them. */
    public Freshness(MetricGroup group) {
        this(group, System::nanoTime);
    }

    /** With a clock in ns, which says what was of late. */
    Freshness(MetricGroup group, LongSupplier clock) {
        recommendations =
                group.histogram("freshness.recommendation_ms", new RecentHistogram(clock));
        samples = group.histogram("freshness.sample_ms", new RecentHistogram(clock));
        exposure = new FirstExposure(group);
        for (String model : List.of(ModelUpdate.BACKBONE, ModelUpdate.RERANKER)) {
            models.put(model, new Weights(group.addGroup("model", model)));
        }
    }

    /** A version is in use from now on. */
    public void swapped(ModelUpdate update) {
        weights(update.model()).waiting = update;
    }

    /** A recommendation went out. */
    public void recommended(Recommendation answer) {
        long now = answer.emittedTime();
        recommendations.update(Math.max(0, now - answer.receivedTime()));
        weights(ModelUpdate.BACKBONE).recommended(answer.backboneVersion(), now);
        weights(ModelUpdate.RERANKER).recommended(answer.rerankerVersion(), now);
        exposure.shown(answer.items(), now);
    }

    /** A sample went out, settled by a click that was received then. */
    public void sampled(long received, long now) {
        samples.update(Math.max(0, now - received));
    }

    /** Items on their way to their first slate. */
    public FirstExposure exposure() {
        return exposure;
    }

    private Weights weights(String model) {
        Weights weights = models.get(model);
        if (weights == null) {
            throw new IllegalStateException("No model is named " + model);
        }
        return weights;
    }
}
