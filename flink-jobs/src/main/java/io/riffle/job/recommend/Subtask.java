package io.riffle.job.recommend;

import io.riffle.job.ask.Wishes;
import io.riffle.job.items.EligibleItems;
import io.riffle.job.items.NewItems;
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
 * @param state what is kept in checkpoints
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
        RecommendState state,
        Replay replay) {

    /** What is known of each user. */
    KeyedUser users() {
        return state.users();
    }

    /** Which items the catalogue lets be shown. */
    EligibleItems eligible() {
        return state.eligible();
    }

    /** Items that few have seen. */
    NewItems newItems() {
        return state.newItems();
    }

    /** What requests come to. */
    Wishes wishes() {
        return new Wishes(state.placements(), state.conditions(), settings.models().slateSize());
    }

    /** Processing time, epoch ms. */
    long now() {
        return time.getCurrentProcessingTime();
    }
}
