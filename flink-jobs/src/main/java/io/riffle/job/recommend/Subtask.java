package io.riffle.job.recommend;

import io.riffle.job.ask.Placements;
import io.riffle.job.ask.Wishes;
import io.riffle.job.items.Conditions;
import io.riffle.job.items.NewItems;
import io.riffle.job.items.ShownItems;
import io.riffle.job.metrics.RecommendMetrics;
import io.riffle.job.settings.RecommendSettings;
import io.riffle.job.user.KeyedUser;
import io.riffle.schema.Recommendation;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.operators.KeyContext;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/**
 * What the parts of one subtask of the recommend step share.
 *
 * @param index of the subtask
 * @param keys where the current key is set
 * @param shown which items the catalogue lets be shown
 * @param newItems those that few have seen
 * @param conditions finds the items that satisfy one
 * @param placements the rules of each
 * @param replay which requests may have been answered before
 */
record Subtask(
        int index,
        KeyContext keys,
        RecommendSettings settings,
        MailboxExecutor mailbox,
        ProcessingTimeService time,
        Output<StreamRecord<Recommendation>> output,
        MetricGroup metrics,
        RecommendMetrics numbers,
        KeyedUser users,
        ShownItems shown,
        NewItems newItems,
        Placements placements,
        Conditions conditions,
        Replay replay) {

    /** What requests come to. */
    Wishes wishes() {
        return new Wishes(placements, conditions, settings.models().slateSize());
    }

    /** Processing time, epoch ms. */
    long now() {
        return time.getCurrentProcessingTime();
    }
}
