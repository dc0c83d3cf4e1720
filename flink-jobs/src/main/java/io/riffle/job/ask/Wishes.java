package io.riffle.job.ask;

import io.riffle.job.state.UserInput.Request;
import io.riffle.job.user.User;
import io.riffle.schema.Slate;
import io.riffle.schema.ask.PlacementRules;
import io.riffle.schema.ask.PlacementRules.Boost;
import io.riffle.schema.ask.SlateRequest;
import io.riffle.serving.Wish;
import io.riffle.serving.conditions.ItemSet;
import io.riffle.serving.slate.Arrangement;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes of a request, its placement's rules and what the user was shown before what is wished. */
public final class Wishes {

    /** Items that the pages of one slate show together at most. */
    public static final int DEEPEST = 500;

    private final Placements placements;
    private final Selection selection;
    private final Function<String, Function<String, List<String>>> values;
    private final int slateSize;

    /**
     * @param selection finds what satisfies a condition
     * @param values of a name that a cap is about, by item id
     * @param slateSize items of a slate where nobody says
     */
    public Wishes(
            Placements placements,
            Selection selection,
            Function<String, Function<String, List<String>>> values,
            int slateSize) {
        this.placements = placements;
        this.selection = selection;
        this.values = values;
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
                    user.served()
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
        String problem = "";
        try {
            wish = wish(what, rules, size + shown.size(), shown.isEmpty(), time);
        } catch (IllegalArgumentException e) {
            problem = String.valueOf(e.getMessage());
        }
        if (size + shown.size() > DEEPEST) {
            problem =
                    String.format(
                            Locale.ROOT,
                            "The pages (%d items) of a slate must be at most %d items"
                                    + " together.%nMaybe narrow the condition.",
                            size + shown.size(),
                            DEEPEST);
        }
        return new Asked(request, rules, size, wish, shown, excluded, problem, remark);
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
        Set<String> shown = user.served().upTo(what.continueAfter());
        Slate open = user.slates.named(what.continueAfter());
        if (shown.isEmpty() && open != null) {
            return Set.copyOf(open.displayed());
        }
        return shown;
    }

    private Wish wish(SlateRequest what, PlacementRules rules, int size, boolean first, long time) {
        return new Wish(
                size,
                where(what.where(), rules.where(), time),
                what.candidates(),
                what.bestOnly() || !first,
                what.similarTo(),
                arrangement(rules, time));
    }

    private @Nullable ItemSet where(String asked, String ruled, long time) {
        if (asked.isEmpty() && ruled.isEmpty()) {
            return null;
        }
        if (asked.isEmpty() || ruled.isEmpty()) {
            return selection.of(asked + ruled, time);
        }
        return selection.of("(" + asked + ") and (" + ruled + ")", time);
    }

    private Arrangement arrangement(PlacementRules rules, long time) {
        if (rules.boosts().isEmpty()
                && rules.caps().isEmpty()
                && rules.pins().isEmpty()
                && rules.diversity() == 0) {
            return Arrangement.NONE;
        }
        return new Arrangement(
                rules.boosts().stream().map(boost -> boost(boost, time)).toList(),
                rules.caps().stream()
                        .map(cap -> new Arrangement.Cap(values.apply(cap.of()), cap.most()))
                        .toList(),
                rules.diversity(),
                rules.pins().stream()
                        .map(pin -> new Arrangement.Pin(pin.rank(), pin.itemId()))
                        .toList());
    }

    private Arrangement.Boost boost(Boost boost, long time) {
        return new Arrangement.Boost(selection.of(boost.where(), time), boost.by());
    }
}
