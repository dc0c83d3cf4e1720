package io.riffle.job.metrics;

import io.riffle.schema.RankedItem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * How long an item that the models do not know yet waits for its first place on a slate, from the
 * first click on it, or from its entry in the catalogue, to the first slate that shows it. Each
 * subtask tells of its own users; a restart begins anew.
 *
 * <p><b>Units</b>: ms.
 */
public final class FirstExposure {

    private static final int MOST_WAITING = 20_000;

    private final Map<String, Long> waiting =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                    return size() > MOST_WAITING;
                }
            };
    private final Counter exposed;
    private long sum;
    private long newest;
    private long worst;

    FirstExposure(MetricGroup group) {
        exposed = group.counter("item.first_exposed");
        group.gauge("item.waiting", () -> waiting.size());
        group.gauge("freshness.first_exposure_ms", () -> newest);
        group.gauge("freshness.mean_first_exposure_ms", this::mean);
        group.gauge("freshness.worst_first_exposure_ms", () -> worst);
    }

    /** An item appeared that the models in use do not know. */
    public void appeared(String itemId, long when) {
        waiting.putIfAbsent(itemId, when);
    }

    /** An item must not be shown any more. */
    public void withdrawn(String itemId) {
        waiting.remove(itemId);
    }

    void shown(List<RankedItem> slate, long now) {
        if (waiting.isEmpty()) {
            return;
        }
        for (RankedItem item : slate) {
            Long since = waiting.remove(item.itemId());
            if (since != null) {
                newest = Math.max(0, now - since);
                worst = Math.max(worst, newest);
                sum += newest;
                exposed.inc();
            }
        }
    }

    private long mean() {
        return exposed.getCount() == 0 ? 0 : sum / exposed.getCount();
    }
}
