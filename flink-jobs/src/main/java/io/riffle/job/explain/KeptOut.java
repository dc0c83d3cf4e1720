package io.riffle.job.explain;

import io.riffle.schema.explain.Explanation;
import io.riffle.schema.explain.Explanation.Barred;
import io.riffle.schema.explain.Explanation.Counts;
import io.riffle.schema.history.UserHistory;
import io.riffle.serving.Recommender;
import io.riffle.serving.Wish;
import io.riffle.serving.conditions.ItemSet;
import io.riffle.serving.items.ItemsNow;
import io.riffle.serving.slate.Arrangement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What conditions, exclusions, dislikes and rules kept from a slate. */
final class KeptOut {

    private final ExplainTask task;
    private final Set<String> barred;

    /**
     * @param barred item ids that were not to be shown
     */
    KeptOut(ExplainTask task, Set<String> barred) {
        this.task = task;
        this.barred = barred;
    }

    /**
     * How many items could not be on the slate.
     *
     * @param items that the models show; null = no model took part
     */
    Counts counts(@Nullable ItemsNow items) {
        UserHistory history = task.history();
        Set<String> seen = new HashSet<>();
        for (long at = history.firstSequence(); at < history.endSequence(); at++) {
            seen.add(history.itemId(at));
        }
        ItemSet where = task.wish().where();
        int shown = task.asked() == null ? 0 : task.asked().shown().size();
        return new Counts(
                items == null ? 0 : items.known(),
                items == null ? 0 : items.hidden(),
                where == null ? -1 : where.size(),
                seen.size(),
                task.disliked().size(),
                task.excluded().size() + shown);
    }

    /**
     * What would be on the slate without all of it.
     *
     * @param again what is
     */
    List<Barred> items(Recommender models, List<String> again) {
        Wish wish = task.wish();
        boolean rules = !wish.arrangement().equals(Arrangement.NONE);
        if (wish.where() == null && barred.isEmpty() && !rules) {
            return List.of();
        }
        Wish free =
                new Wish(
                        wish.size(),
                        null,
                        wish.candidates(),
                        wish.bestOnly(),
                        wish.similarTo(),
                        Arrangement.NONE);
        var query = task.query(task.history(), Set.of(), free);
        List<String> best =
                task.page(
                        models.recommend(List.of(task.turn(task.history(), List.of(query))))
                                .get(0)
                                .get(0)
                                .slate());
        List<Barred> kept = new ArrayList<>();
        for (int i = 0; i < Math.min(best.size(), Explanation.MOST_ITEMS); i++) {
            String by = again.contains(best.get(i)) ? "" : by(best.get(i), rules);
            if (!by.isEmpty()) {
                kept.add(new Barred(best.get(i), i + 1, by));
            }
        }
        return kept;
    }

    /** Empty: others came before it. */
    private String by(String itemId, boolean rules) {
        ItemSet where = task.wish().where();
        if (task.disliked().contains(itemId)) {
            return "disliked";
        }
        if (task.excluded().contains(itemId)) {
            return "excluded";
        }
        if (where != null && !where.contains(itemId)) {
            return "condition";
        }
        return rules ? "placement rules" : "";
    }
}
