package io.riffle.job.explain;

import io.riffle.job.explain.PopularLists.Reader;
import io.riffle.job.items.PopularByContext.Context;
import io.riffle.job.settings.PopularSettings;
import io.riffle.schema.explain.Explanation;
import io.riffle.schema.explain.Without;
import io.riffle.schema.history.UserHistory;
import io.riffle.serving.Wish;
import io.riffle.serving.slate.Arrangement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A slate of popular items, asked for again, and without each of the newest events.
 *
 * <p>The history decides it in two ways: the newest event chooses the list of its category, and
 * what was seen is left out. So two mixtures are all that is read on the task thread, each as deep
 * as a slate and the events that are left out: one by the newest event, one by that before it. The
 * counts are as they are now, and the task thread's own: nobody else may read them.
 */
final class PopularAgain {

    private static final String AMONG =
            "No model took part: the items are popular of late, or new, or whatever may be shown,"
                    + " by the clicks of all";
    private static final String TOLD =
            "What the click or request said of itself (%) may have chosen lists too, and is not"
                    + " kept.";
    private static final String OTHER_SLATE =
            "The lists say another slate now: clicks have been counted since, the catalogue has"
                    + " changed, or a slot was given to a new item.";
    private static final String NOT_ASKED =
            "With given candidates, placement rules or earlier pages it is not asked again: the"
                    + " newest event chose the list of its category, and what was seen is left"
                    + " out.";
    private static final String UNMOVED = "None of the newest events moved it.";

    private final ExplainTask task;
    private final UserHistory history;
    private final Set<String> barred;
    private final PopularLists lists;
    private final boolean asked;
    private final List<String> slate;
    private final List<Without> without = new ArrayList<>();

    /**
     * Asks.
     *
     * @param barred item ids that were not to be shown
     */
    PopularAgain(ExplainTask task, Set<String> barred, PopularLists lists) {
        this.task = task;
        this.history = task.history();
        this.barred = barred;
        this.lists = lists;
        this.asked = plain(task);
        this.slate = asked ? ask() : List.of();
    }

    private static boolean plain(ExplainTask task) {
        Wish wish = task.wish();
        return wish.arrangement().equals(Arrangement.NONE)
                && wish.candidates().isEmpty()
                && wish.similarTo().isEmpty()
                && (task.asked() == null || task.asked().shown().isEmpty());
    }

    /** What the lists say; empty where they are not asked. */
    List<String> slate() {
        return slate;
    }

    /** Whether that is the slate. */
    boolean exact() {
        return asked && slate.equals(cut(task.slate().displayed()));
    }

    /** The slates without each of the newest events, newest event first. */
    List<Without> without() {
        return List.copyOf(without);
    }

    /** On what the slate depended, and what there is to know of the rest. */
    List<String> reasons() {
        List<String> reasons = new ArrayList<>(List.of(depended()));
        if (!lists.told().isEmpty()) {
            reasons.add(TOLD.replace("%", String.join(", ", lists.told())));
        }
        if (!asked) {
            reasons.add(NOT_ASKED);
            return reasons;
        }
        if (!exact()) {
            reasons.add(OTHER_SLATE);
        }
        if (!without.isEmpty() && without.stream().allMatch(one -> one.slate().equals(slate))) {
            reasons.add(UNMOVED);
        }
        return reasons;
    }

    private String depended() {
        StringBuilder among = new StringBuilder(AMONG);
        for (Context list : lists.mixed(reader(history))) {
            among.append(", ");
            switch (list.kind()) {
                case PopularSettings.CATEGORY ->
                        among.append("those after the category of ").append(last(history));
                case PopularSettings.HOUR ->
                        among.append("those of hour ").append(list.value()).append(" (UTC)");
                default ->
                        among.append("those of ")
                                .append(list.kind())
                                .append(' ')
                                .append(list.value());
            }
        }
        return among.append('.').toString();
    }

    private List<String> ask() {
        long newest = history.endSequence() - 1;
        long oldest = Math.max(history.firstSequence(), newest + 1 - task.request().events());
        Set<String> left = new HashSet<>();
        for (long at = oldest; at <= newest; at++) {
            left.add(history.itemId(at));
        }
        List<String> mixture = mixture(history, left);
        List<String> again = slate(mixture, history, "");
        for (long at = newest; at >= oldest; at--) {
            UserHistory less = Counterfactuals.without(history, at);
            String itemId = history.itemId(at);
            List<String> other = at == newest ? mixture(less, left) : mixture;
            List<String> others = slate(other, less, itemId);
            without.add(
                    new Without(
                            history.event(at),
                            slate(other, less, ""),
                            again.stream().map(item -> others.indexOf(item) + 1).toList()));
        }
        return again;
    }

    /** Deep enough for the slate of whoever has not seen one of the items that are left out. */
    private List<String> mixture(UserHistory of, Set<String> left) {
        Predicate<String> out =
                item ->
                        barred.contains(item)
                                || (history.containsItem(item) && !left.contains(item));
        return lists.best(reader(of), lists.size(task.wish()) + left.size(), out);
    }

    private List<String> slate(List<String> mixture, UserHistory seen, String but) {
        return cut(
                mixture.stream()
                        .filter(item -> !seen.containsItem(item) && !item.equals(but))
                        .limit(lists.size(task.wish()))
                        .toList());
    }

    private static List<String> cut(List<String> items) {
        return items.subList(0, Math.min(items.size(), Explanation.MOST_ITEMS));
    }

    private Reader reader(UserHistory of) {
        return new Reader(last(of), task.slate().queryTime(), task.profile(), task.wish());
    }

    private static @Nullable String last(UserHistory of) {
        long end = of.endSequence();
        return end > of.firstSequence() ? of.itemId(end - 1) : null;
    }
}
