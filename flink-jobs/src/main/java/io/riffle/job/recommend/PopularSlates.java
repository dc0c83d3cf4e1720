package io.riffle.job.recommend;

import io.riffle.job.bundle.Ask;
import io.riffle.job.items.EligibleItems;
import io.riffle.job.items.KnownContexts;
import io.riffle.job.items.NewItems;
import io.riffle.job.items.PopularByContext;
import io.riffle.job.items.PopularByContext.Context;
import io.riffle.job.settings.PopularSettings;
import io.riffle.schema.RankedItem;
import io.riffle.schema.Tier;
import io.riffle.serving.Answer;
import io.riffle.serving.Query;
import io.riffle.serving.Wish;
import io.riffle.serving.slate.Arrangement;
import io.riffle.serving.slate.Arranger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What is shown where the models have nothing to show: popular items of the recent stream, then
 * items that few have seen, then whatever satisfies the condition.
 */
final class PopularSlates {

    /** What is said without a model. */
    static final Answer NOTHING =
            new Answer(Tier.POPULAR, List.of(), List.of(), 0, 0, null, List.of());

    /** Items beyond a slate's that rules of a placement choose from. */
    private static final int ARRANGED = 100;

    private final PopularByContext popular;
    private final KnownContexts contexts;
    private final EligibleItems eligible;
    private final NewItems newItems;
    private final PopularMix mix;

    /**
     * @param settings what is popular
     * @param eligible which items the catalogue lets be shown
     * @param newItems those that few have seen
     * @param slateSize items of a slate where nothing else is wished
     */
    PopularSlates(
            PopularSettings settings, EligibleItems eligible, NewItems newItems, int slateSize) {
        this.contexts = new KnownContexts(eligible, settings);
        this.popular = contexts.popular();
        this.eligible = eligible;
        this.newItems = newItems;
        this.mix =
                new PopularMix(
                        popular,
                        contexts,
                        eligible,
                        newItems,
                        settings.contexts().names(),
                        slateSize);
    }

    /** What popular slates are mixed from. */
    PopularMix mix() {
        return mix;
    }

    /** Counts a click on what may be shown. */
    void clicked(Ask ask) {
        String itemId = ask.click().event().itemId();
        // A user counts once for an item, as long as the history tells, and invented items do not.
        if (ask.first() && !ask.robot() && eligible.mayBeShown(itemId)) {
            popular.add(itemId, chosenIn(ask));
            newItems.clicked(itemId);
        }
    }

    /** A whole slate. */
    Answer answer(Ask ask) {
        if (waiting()) {
            return NOTHING;
        }
        Wish wish = ask.query().wish();
        int size = mix.size(wish);
        // Caps and the like choose from more.
        int asked = wish.arrangement().equals(Arrangement.NONE) ? size : size + ARRANGED;
        List<String> items =
                wish.candidates().isEmpty()
                        ? best(ask, asked, Set.of())
                        : ranked(ask, asked, wish.candidates());
        return new Answer(
                Tier.POPULAR, slate(ask, wish, items, size), List.of(), 0, 0, null, List.of());
    }

    private List<RankedItem> slate(Ask ask, Wish wish, List<String> items, int size) {
        if (!wish.arrangement().equals(Arrangement.NONE)) {
            return Arranger.slate(
                    wish.arrangement(),
                    items,
                    new float[items.size()],
                    size,
                    item -> allowed(ask, item));
        }
        List<RankedItem> slate = new ArrayList<>(items.size());
        for (String item : items) {
            slate.add(new RankedItem(item, slate.size() + 1, 0, 0));
        }
        return slate;
    }

    /** Whether nothing may be shown yet, because the catalogue may still withdraw it. */
    boolean waiting() {
        return eligible.waiting();
    }

    /**
     * Up to {@code count} items that may be shown, the most likely first.
     *
     * @param but items that are there already
     */
    List<String> best(Ask ask, int count, Set<String> but) {
        Predicate<String> not = item -> but.contains(item) || mayNotBeShown(ask, item);
        return mix.best(answeredIn(ask), ask.query().wish().where(), count, not);
    }

    /** The given items in the order of their popularity; those that nobody clicks last. */
    private List<String> ranked(Ask ask, int count, List<String> given) {
        Set<String> left = new LinkedHashSet<>(given);
        left.removeIf(item -> !allowed(ask, item));
        List<String> items = popular.top(count, item -> !left.contains(item), answeredIn(ask));
        items.forEach(left::remove);
        left.stream().limit(count - items.size()).forEach(items::add);
        return items;
    }

    /** Whether the item must not be on the slate, because it was seen or for any other reason. */
    boolean mayNotBeShown(Ask ask, String itemId) {
        Query query = ask.query();
        // What the user clicks later in the same bundle is in the history, and not seen yet.
        return ask.history().containsItem(itemId, query.beginSequence(), query.endSequence())
                || !allowed(ask, itemId);
    }

    private boolean allowed(Ask ask, String itemId) {
        return !ask.query().disliked().contains(itemId)
                && eligible.mayBeShown(itemId)
                && PopularMix.in(ask.query().wish().where(), itemId);
    }

    /** What held when the item of a click was chosen: before the click, at its own time. */
    private List<Context> chosenIn(Ask ask) {
        return contexts(ask, ask.query().endSequence() - 2, ask.click().event().eventTime());
    }

    /** What holds for a slate. */
    private List<Context> answeredIn(Ask ask) {
        return contexts(ask, ask.query().endSequence() - 1, ask.query().queryTime());
    }

    private List<Context> contexts(Ask ask, long before, long time) {
        return contexts.of(
                before >= ask.query().beginSequence() ? ask.history().itemId(before) : null,
                ask.asking().context(),
                time,
                ask.user().profile());
    }
}
