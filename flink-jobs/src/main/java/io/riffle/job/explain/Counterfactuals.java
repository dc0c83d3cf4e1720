package io.riffle.job.explain;

import io.riffle.schema.explain.Explanation;
import io.riffle.schema.explain.Without;
import io.riffle.schema.history.UserHistory;
import io.riffle.serving.Answer;
import io.riffle.serving.Query;
import io.riffle.serving.Recommender;
import io.riffle.serving.Turn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What would have been shown to a user who had not done one thing: the history without it, encoded
 * anew.
 *
 * <p>Who has not seen an item may be shown it, and another item goes for it. That is told as it is;
 * the ranks of the others are of a second answer, which the item is kept out of, or the last item
 * of every slate would be there "because" of everything that was clicked.
 */
final class Counterfactuals {

    private final ExplainTask task;
    private final Recommender models;
    private final Set<String> barred;

    /**
     * @param barred item ids that were not to be shown
     */
    Counterfactuals(ExplainTask task, Recommender models, Set<String> barred) {
        this.task = task;
        this.models = models;
        this.barred = barred;
    }

    /**
     * The slates without each of the newest events, newest event first.
     *
     * @param again what the models say to the whole history
     */
    List<Without> of(List<String> again) {
        UserHistory history = task.history();
        long oldest =
                Math.max(history.firstSequence(), history.endSequence() - task.request().events());
        List<Turn> turns = new ArrayList<>();
        for (long left = history.endSequence() - 1; left >= oldest; left--) {
            turns.add(turn(left));
        }
        List<List<Answer>> answers = turns.isEmpty() ? List.of() : models.recommend(turns);
        List<Without> all = new ArrayList<>(turns.size());
        for (int i = 0; i < answers.size(); i++) {
            List<String> slate = task.page(answers.get(i).get(0).slate());
            List<String> others = task.page(answers.get(i).get(1).slate());
            List<Integer> ranks = again.stream().map(item -> others.indexOf(item) + 1).toList();
            all.add(
                    new Without(
                            history.event(history.endSequence() - 1 - i),
                            slate.subList(0, Math.min(slate.size(), Explanation.MOST_ITEMS)),
                            ranks));
        }
        return all;
    }

    private Turn turn(long left) {
        UserHistory less = without(task.history(), left);
        String itemId = task.history().itemId(left);
        Set<String> others = new HashSet<>(barred);
        boolean newlyUnseen = task.wish().candidates().isEmpty() && !less.containsItem(itemId);
        if (newlyUnseen) {
            others.add(itemId);
        }
        List<Query> queries =
                List.of(
                        task.query(less, barred, task.wish()),
                        task.query(less, others, task.wish()));
        return task.turn(less, queries);
    }

    /** The history of a user who did all but one thing; the window starts where it did. */
    static UserHistory without(UserHistory history, long left) {
        UserHistory less = UserHistory.empty(history.maxEvents());
        long start = 0;
        for (long at = history.firstSequence(); at < history.endSequence(); at++) {
            if (at == history.windowStart()) {
                start = less.endSequence();
            }
            if (at != left) {
                less.add(
                        history.itemId(at),
                        history.time(at),
                        history.action(at),
                        history.eventHash(at));
            }
        }
        less.moveWindow(
                history.windowStart() >= history.endSequence() ? less.endSequence() : start);
        return less;
    }
}
