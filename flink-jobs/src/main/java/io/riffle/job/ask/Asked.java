package io.riffle.job.ask;

import io.riffle.job.state.Served;
import io.riffle.job.state.UserInput.Request;
import io.riffle.schema.ContextNames;
import io.riffle.schema.ask.PlacementRules;
import io.riffle.schema.ask.SlateRequest;
import io.riffle.serving.Wish;
import io.riffle.serving.conditions.ItemSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request with all that decides what its slate shows.
 *
 * @param rules of its placement
 * @param size items of the slate
 * @param wish what the models are asked for: where the slate goes on from another, one that begins
 *     with what was shown
 * @param shown item ids of the slates that it goes on from: left out of what the models say
 * @param excluded item ids that are not to be asked for at all
 * @param problem why it is not answered but by saying so; empty = it is
 * @param remark what whoever asked should know; empty = nothing
 */
public record Asked(
        Request request,
        PlacementRules rules,
        int size,
        Wish wish,
        Set<String> shown,
        Set<String> excluded,
        String problem,
        String remark) {

    /** Names that a reason repeats at most. */
    private static final int NAMED = 10;

    /** What was asked. */
    public SlateRequest what() {
        return request.request();
    }

    /** Whether it is what a front end shows for want of a click: nothing is wished but a slate. */
    public boolean plain() {
        return what().where().isEmpty()
                && rules.where().isEmpty()
                && wish.candidates().isEmpty()
                && wish.similarTo().isEmpty()
                && wish.arrangement().equals(Wish.NONE.arrangement())
                && !wish.bestOnly()
                && shown.isEmpty();
    }

    /**
     * What whoever asked should know of a slate; empty = nothing.
     *
     * @param items of it
     * @param catalogue whether the catalogue is still being read
     */
    public String reason(int items, boolean catalogue) {
        if (!problem.isEmpty()) {
            return problem;
        }
        List<String> sentences = new ArrayList<>();
        if (!remark.isEmpty()) {
            sentences.add(remark);
        }
        ItemSet where = wish.where();
        if (where != null && !where.unknown().isEmpty()) {
            sentences.add(unknown(where.unknown()));
        }
        if (items < size) {
            sentences.add(missing(items, catalogue, where));
        }
        return String.join("\n", sentences);
    }

    /** The first of them: a condition may name a thousand, and a reply has to fit a record. */
    private static String unknown(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
        String more = names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "";
        return "The condition names what the catalogue does not know: " + first + more + ".";
    }

    private String missing(int items, boolean catalogue, @Nullable ItemSet where) {
        if (catalogue) {
            return "The catalogue is still being read.";
        }
        if (where != null && where.size() == 0) {
            return "No item satisfies the condition.";
        }
        String few = items + " of " + size + " items: ";
        if (where != null) {
            return few + "no more of the " + where.size() + " that satisfy the condition are left.";
        }
        if (!wish.candidates().isEmpty()) {
            return few + "no more of the candidates may be shown.";
        }
        return wish.similarTo().isEmpty()
                ? few + "no more are left to show."
                : few + "no more neighbours of item " + wish.similarTo() + " are known.";
    }

    /**
     * The slate as the user's memory keeps it: without the circumstances, which explain nothing.
     */
    public Served.Shown remembered(String recommendationId, long time, List<String> itemIds) {
        return new Served.Shown(
                recommendationId,
                what().placement(),
                time,
                List.copyOf(shown),
                itemIds,
                what().with(ContextNames.NONE));
    }
}
