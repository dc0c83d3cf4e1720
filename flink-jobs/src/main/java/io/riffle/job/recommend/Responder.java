package io.riffle.job.recommend;

import io.riffle.job.items.NewItems;
import io.riffle.job.items.PopularByContext;
import io.riffle.job.items.PopularByContext.Context;
import io.riffle.job.items.ShownItems;
import io.riffle.job.options.RecommendSettings;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.RankedItem;
import io.riffle.schema.Recommendation;
import io.riffle.schema.Tier;
import io.riffle.schema.UserProfile;
import io.riffle.serving.Answer;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the one recommendation of a click. Where the models have nothing to show, it is popular
 * items of the recent stream.
 */
final class Responder {

    /** What is said without a model. */
    static final Answer NOTHING =
            new Answer(Tier.POPULAR, List.of(), List.of(), 0, 0, null, List.of());

    /** The policy that shows new items, as recommendations carry it. */
    private static final String NEW_ITEMS = "new-items";

    private final PopularByContext popular;
    private final int slateSize;
    private final ShownItems shown;
    private final NewItems newItems;

    /**
     * @param shown which items the catalogue lets be shown
     * @param newItems those that few have seen
     */
    Responder(PopularByContext popular, int slateSize, ShownItems shown, NewItems newItems) {
        this.popular = popular;
        this.slateSize = slateSize;
        this.shown = shown;
        this.newItems = newItems;
    }

    /** One that the settings describe. */
    static Responder of(RecommendSettings settings, ShownItems shown, NewItems newItems) {
        return new Responder(
                new PopularByContext(settings.popularItems(), settings.popularHalfLife()),
                settings.models().slateSize(),
                shown,
                newItems);
    }

    /**
     * The answer as it is shown: the models', else popular items; now and then with an item in the
     * last slot that few have seen.
     */
    Answer answer(Ask ask, Answer answer) {
        String itemId = ask.click().event().itemId();
        // A user counts once for an item, as long as the history tells, and invented items do not.
        if (ask.first() && !ask.robot() && shown.mayBeShown(itemId)) {
            popular.add(itemId, contexts(ask, ask.query().endSequence() - 2));
            newItems.clicked(itemId);
        }
        Answer given = answer.slate().isEmpty() ? popular(ask) : answer;
        if (ask.robot() || given.slate().isEmpty()) {
            return given;
        }
        Answer explored = explored(ask, given);
        newItems.shown(explored.slate());
        return explored;
    }

    private Answer explored(Ask ask, Answer answer) {
        List<RankedItem> slate = answer.slate();
        NewItems.Drawn drawn =
                newItems.draw(
                        ask.query().recommendationId(),
                        slateSize,
                        item ->
                                mayNotBeShown(ask, item)
                                        || slate.stream().anyMatch(r -> r.itemId().equals(item)));
        if (drawn == null) {
            return answer;
        }
        int rank = Math.min(slate.size() + 1, slateSize);
        List<RankedItem> items = new ArrayList<>(slate.subList(0, rank - 1));
        items.add(new RankedItem(drawn.itemId(), rank, slate.get(slate.size() - 1).score(), 0));
        List<Double> propensities = new ArrayList<>(rank);
        for (int i = 0; i < rank - 1; i++) {
            // Nothing else than the best would have been there, where no policy drew.
            propensities.add(answer.policy() == null ? 1 : answer.propensities().get(i));
        }
        propensities.add(drawn.propensity());
        String policy = answer.policy() == null ? NEW_ITEMS : answer.policy() + " " + NEW_ITEMS;
        return new Answer(
                answer.tier(),
                items,
                // What stands here by chance is no candidate: the others' order was not drawn.
                answer.candidates().stream()
                        .filter(candidate -> !candidate.itemId().equals(drawn.itemId()))
                        .toList(),
                answer.backboneVersion(),
                answer.rerankerVersion(),
                policy,
                propensities);
    }

    /** What is known of a request: the category of an event's item, and the user's profile. */
    private List<Context> contexts(Ask ask, long sequence) {
        List<Context> contexts = new ArrayList<>();
        if (sequence >= ask.query().beginSequence()) {
            int category = shown.category(ask.history().itemId(sequence));
            if (category != 0) {
                contexts.add(new Context("category", Integer.toString(category)));
            }
        }
        UserProfile profile = ask.user().profile();
        if (profile != null) {
            profile.attributes().forEach((name, value) -> contexts.add(new Context(name, value)));
        }
        return contexts;
    }

    private boolean mayNotBeShown(Ask ask, String itemId) {
        return ask.query().disliked().contains(itemId)
                || ask.history().containsItem(itemId)
                || !shown.mayBeShown(itemId);
    }

    /**
     * @param now processing time, epoch ms
     */
    static Recommendation recommendation(Ask ask, Answer answer, long now) {
        ClickEvent event = ask.click().event();
        return new Recommendation(
                ask.query().recommendationId(),
                event.userId(),
                event.eventId(),
                answer.slate(),
                event.eventTime(),
                ask.click().receivedTime(),
                now,
                answer.backboneVersion(),
                answer.rerankerVersion(),
                answer.tier(),
                answer.policy(),
                answer.propensities());
    }

    private Answer popular(Ask ask) {
        if (shown.waiting()) {
            return NOTHING;
        }
        List<String> items =
                popular.top(
                        slateSize,
                        item -> mayNotBeShown(ask, item),
                        contexts(ask, ask.query().endSequence() - 1));
        if (items.size() < slateSize) {
            items.addAll(
                    newItems.newest(
                            slateSize - items.size(),
                            item -> items.contains(item) || mayNotBeShown(ask, item)));
        }
        List<RankedItem> slate = new ArrayList<>(items.size());
        for (String item : items) {
            slate.add(new RankedItem(item, slate.size() + 1, 0, 0));
        }
        return new Answer(Tier.POPULAR, slate, List.of(), 0, 0, null, List.of());
    }
}
