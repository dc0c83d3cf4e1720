package io.riffle.job.recommend;

import io.riffle.job.ask.Placements;
import io.riffle.job.items.CatalogueState;
import io.riffle.job.items.Conditions;
import io.riffle.job.items.EligibleItems;
import io.riffle.job.items.NewItems;
import io.riffle.job.metrics.RecommendMetrics;
import io.riffle.job.settings.RecommendSettings;
import io.riffle.job.swap.AnnouncedModels;
import io.riffle.job.user.KeyedUser;
import java.util.function.LongSupplier;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.runtime.state.StateInitializationContext;

/**
 * All that the recommend step keeps in checkpoints.
 *
 * @param users what is known of each, by key
 * @param announced models, for all
 * @param eligible which items the catalogue lets be shown, for all
 * @param newItems those that few have seen, for all
 * @param conditions what the catalogue's items are asked by
 * @param placements the rules of each, for all
 */
record RecommendState(
        KeyedUser users,
        AnnouncedModels announced,
        EligibleItems eligible,
        NewItems newItems,
        Conditions conditions,
        Placements placements) {

    /**
     * State as it was restored, or empty.
     *
     * @param runtime of the subtask, of which the first writes what all of them know
     * @param now processing time, epoch ms
     */
    static RecommendState of(
            StateInitializationContext context,
            RecommendSettings settings,
            RuntimeContext runtime,
            LongSupplier now)
            throws Exception {
        TaskInfo task = runtime.getTaskInfo();
        boolean first = task.getIndexOfThisSubtask() == 0;
        KeyedUser users = new KeyedUser(context.getKeyedStateStore(), settings);
        AnnouncedModels announced = new AnnouncedModels(context.getOperatorStateStore());
        EligibleItems eligible =
                new EligibleItems(
                        settings.catalogue(),
                        new CatalogueState(context.getOperatorStateStore(), first),
                        context.isRestored(),
                        now);
        NewItems newItems =
                new NewItems(
                        settings.catalogue().newItems(), context.getOperatorStateStore(), first);
        Conditions conditions =
                new Conditions(
                        runtime.getJobInfo().getJobId() + "/" + task.getAttemptNumber(),
                        settings.catalogue().filterable(),
                        context.getOperatorStateStore(),
                        first);
        Placements placements = new Placements(context.getOperatorStateStore());
        return new RecommendState(users, announced, eligible, newItems, conditions, placements);
    }

    /** Writes what is kept for all. */
    void snapshot() throws Exception {
        eligible.snapshot();
        newItems.snapshot();
        conditions.snapshot();
    }

    /** How much of it there is, among the step's metrics. */
    void gauges(RecommendMetrics numbers) {
        users.gauges(numbers);
        eligible.gauges(numbers);
        newItems.gauges(numbers);
        conditions.gauges(numbers);
        placements.gauges(numbers);
    }
}
