package io.riffle.lab.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.lab.JobMetrics;
import java.util.Locale;

/**
 * What the jobs say of learning while they serve, at one moment.
 *
 * @param modelUpdates versions taken into use since the start
 * @param samples made so far
 * @param newestClick ms from the newest click that the newest weights learned from to the first
 *     recommendation by them; 0 = not known
 * @param oldestClick the same from the oldest click
 * @param worstClick the largest of these so far
 * @param toAnnouncement ms of the newest click's way until its weights were announced
 * @param toSlate ms of the rest of the way
 * @param newItems items unknown to the model that appeared and have been shown since
 * @param meanExposure ms from an item's appearance to its first slate
 * @param worstExposure the largest of these so far
 */
record Learning(
        long modelUpdates,
        long samples,
        long newestClick,
        long oldestClick,
        long worstClick,
        long toAnnouncement,
        long toSlate,
        long newItems,
        long meanExposure,
        long worstExposure) {

    static Learning of(JobMetrics metrics) {
        return new Learning(
                (long) metrics.gauge("model.updates"),
                metrics.count("sample.emitted"),
                (long) metrics.gauge("freshness.newest_click_ms"),
                (long) metrics.gauge("freshness.oldest_click_ms"),
                (long) metrics.gauge("freshness.worst_click_ms"),
                (long) metrics.gauge("freshness.click_to_announcement_ms"),
                (long) metrics.gauge("freshness.announcement_to_slate_ms"),
                metrics.count("item.first_exposed"),
                (long) metrics.gauge("freshness.mean_first_exposure_ms"),
                (long) metrics.gauge("freshness.worst_first_exposure_ms"));
    }

    /** Adds what a summary says of it. */
    void addTo(ObjectNode line) {
        line.put("model_updates", modelUpdates);
        line.put("samples", samples);
        ObjectNode fresh = line.putObject("freshness_ms");
        fresh.putObject("click_to_weights")
                .put("newest", newestClick)
                .put("oldest", oldestClick)
                .put("worst", worstClick)
                .put("to_announcement", toAnnouncement)
                .put("to_slate", toSlate);
        fresh.putObject("new_item_to_slate")
                .put("items", newItems)
                .put("mean", meanExposure)
                .put("worst", worstExposure);
    }

    /** For a person. */
    String line() {
        return String.format(
                Locale.ROOT,
                "  learned from    %,d samples, %,d model updates; a click is in what serves after"
                        + " %.0f to %.0f s",
                samples,
                modelUpdates,
                newestClick / 1e3,
                worstClick / 1e3);
    }
}
