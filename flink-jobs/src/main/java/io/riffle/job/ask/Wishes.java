package io.riffle.job.ask;

import io.riffle.job.items.Conditions;
import io.riffle.job.state.UserInput.Request;
import io.riffle.job.user.User;
import io.riffle.schema.Rules;
import io.riffle.schema.Slate;
import io.riffle.schema.ask.PlacementRules;
import io.riffle.schema.ask.PlacementRules.Boost;
import io.riffle.schema.ask.SlateRequest;
import io.riffle.schema.condition.RefusedConditionException;
import io.riffle.serving.Wish;
import io.riffle.serving.conditions.ItemSet;
import io.riffle.serving.slate.Arrangement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes of a request, its placement's rules and what the user was shown before what is wished. */
public final class Wishes {

    /** Items that the pages of one slate show together at most. */
    public static final int DEEPEST = 500;

    private final Placements placements;
    private final Conditions conditions;
    private final int slateSize;

    /**
     * @param conditions finds what satisfies one
     * @param slateSize items of a slate where nobody says
     */
    public Wishes(Placements placements, Conditions conditions, int slateSize) {
        this.placements = placements;
        this.conditions = conditions;
        this.slateSize = slateSize;
    }

    /**
     * What a request comes to.
     *
     * @param user who asks; of a guest, one of whom nothing is kept
     * @param time for which is asked, epoch ms
     * @param recommendationId of the answer
     */
    public Asked of(Request request, User user, long time, String recommendationId) {
        SlateRequest what = request.request();
        PlacementRules rules = placements.of(what.placement());
        int size = size(what, rules);
        Set<String> shown = shown(what, user);
        Set<String> excluded = new HashSet<>(what.exclude());
        if (rules.remembers()) {
            long since =
                    rules.notAgain().isZero() ? Long.MAX_VALUE : time - rules.notAgain().toMillis();
            excluded.addAll(
                    user.served
                            .value()
                            .lately(
                                    rules.placement(),
                                    rules.notAgainSlates(),
                                    since,
                                    recommendationId));
            // What it goes on from is left out afterwards: the models must see the same slate.
            excluded.removeAll(shown);
        }
        String remark =
                !what.continueAfter().isEmpty() && shown.isEmpty()
                        ? "The recommendation ("
                                + what.continueAfter()
                                + ") to go on after is not"
                                + " remembered: this is the first page."
                        : "";
        Wish wish = Wish.NONE;
        String problem = tooDeep(size + shown.size());
        try {
            if (problem.isEmpty()) {
                wish = wish(what, rules, size + shown.size(), shown.isEmpty(), time);
            }
        } catch (RefusedConditionException e) {
            problem = String.valueOf(e.getMessage());
        }
        return new Asked(request, rules, size, wish, shown, excluded, problem, remark);
    }

    private static String tooDeep(int items) {
        return items <= DEEPEST
                ? ""
                : Rules.sentence(
                        "pages",
                        items + " items",
                        "a slate",
                        "be at most " + DEEPEST + " items together",
                        "narrow the condition");
    }

    private int size(SlateRequest what, PlacementRules rules) {
        if (what.size() > 0) {
            return what.size();
        }
        return rules.size() > 0 ? rules.size() : slateSize;
    }

    private static Set<String> shown(SlateRequest what, User user) {
        if (what.continueAfter().isEmpty()) {
            return Set.of();
        }
        Set<String> shown = user.served.value().upTo(what.continueAfter());
        Slate open = user.slates.named(what.continueAfter());
        if (shown.isEmpty() && open != null) {
            return Set.copyOf(open.displayed());
        }
        return shown;
    }

    private Wish wish(SlateRequest what, PlacementRules rules, int size, boolean first, long time)
            throws RefusedConditionException {
        return new Wish(
                size,
                conditions.select(what.where(), rules.where(), time),
                what.candidates(),
                // Whoever has given items ranked, or turns a page, wants no other order.
                what.bestOnly() || !first || !what.candidates().isEmpty(),
                what.similarTo(),
                arrangement(rules, time));
    }

    private Arrangement arrangement(PlacementRules rules, long time)
            throws RefusedConditionException {
        if (rules.boosts().isEmpty()
                && rules.caps().isEmpty()
                && rules.pins().isEmpty()
                && rules.diversity() == 0) {
            return Arrangement.NONE;
        }
        List<Arrangement.Boost> boosts = new ArrayList<>();
        for (Boost boost : rules.boosts()) {
            ItemSet raised = conditions.select(boost.where(), time);
            if (raised != null) {
                boosts.add(new Arrangement.Boost(raised, boost.by()));
            }
        }
        return new Arrangement(
                boosts,
                rules.caps().stream()
                        .map(cap -> new Arrangement.Cap(conditions.values(cap.of()), cap.most()))
                        .toList(),
                rules.diversity(),
                rules.pins().stream()
                        .map(pin -> new Arrangement.Pin(pin.rank(), pin.itemId()))
                        .toList());
    }

    /** What is wished of the answer to a click: only what may be shown at the time. */
    public Wish ofClick(long time) {
        try {
            ItemSet shown = conditions.select("", time);
            return shown == null
                    ? Wish.NONE
                    : new Wish(0, shown, List.of(), false, "", Arrangement.NONE);
        } catch (RefusedConditionException e) {
            throw new IllegalStateException("No condition is asked", e);
        }
    }
}
