package io.riffle.job.recommend;

import io.riffle.job.items.PopularItems;
import io.riffle.job.items.ShownItems;
import io.riffle.job.options.RecommendSettings;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.RankedItem;
import io.riffle.schema.Recommendation;
import io.riffle.schema.Tier;
import io.riffle.schema.history.UserHistory;
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

    private final PopularItems popular;
    private final int slateSize;
    private final ShownItems shown;

    /**
     * @param shown which items the catalogue lets be shown
     */
    Responder(PopularItems popular, int slateSize, ShownItems shown) {
        this.popular = popular;
        this.slateSize = slateSize;
        this.shown = shown;
    }

    /** One that the settings describe. */
    static Responder of(RecommendSettings settings, ShownItems shown) {
        return new Responder(
                new PopularItems(settings.popularItems(), settings.popularHalfLife()),
                settings.models().slateSize(),
                shown);
    }

    /** The answer as it is shown: the models', else popular items. */
    Answer answer(Ask ask, Answer answer) {
        String itemId = ask.click().event().itemId();
        // A user counts once for an item, as long as the history tells, and invented items do not.
        if (ask.first() && !ask.robot() && shown.mayBeShown(itemId)) {
            popular.add(itemId);
        }
        return answer.slate().isEmpty() ? popular(ask) : answer;
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
        UserHistory history = ask.history();
        List<String> items =
                popular.top(
                        slateSize,
                        item ->
                                ask.query().disliked().contains(item)
                                        || history.containsItem(item)
                                        || !shown.mayBeShown(item));
        List<RankedItem> slate = new ArrayList<>(items.size());
        for (String item : items) {
            slate.add(new RankedItem(item, slate.size() + 1, 0, 0));
        }
        return new Answer(Tier.POPULAR, slate, List.of(), 0, 0, null, List.of());
    }
}
