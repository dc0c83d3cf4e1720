package io.riffle.job.operator;

import io.riffle.schema.Action;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.RankedItem;
import io.riffle.schema.Recommendation;
import io.riffle.schema.Tier;
import io.riffle.schema.UserHistory;
import io.riffle.serving.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

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
    private final Predicate<String> withdrawn;

    Responder(PopularItems popular, int slateSize, Predicate<String> withdrawn) {
        this.popular = popular;
        this.slateSize = slateSize;
        this.withdrawn = withdrawn;
    }

    /** The answer as it is shown: the models', else popular items. */
    Answer answer(Ask ask, Answer answer) {
        ClickEvent event = ask.click().event();
        if (event.action() != Action.DISLIKE) {
            popular.add(event.itemId());
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
        UserHistory history = ask.user().history;
        List<String> items =
                popular.top(
                        slateSize,
                        item ->
                                withdrawn.test(item)
                                        || ask.query().disliked().contains(item)
                                        || history.containsItem(item));
        List<RankedItem> slate = new ArrayList<>(items.size());
        for (String item : items) {
            slate.add(new RankedItem(item, slate.size() + 1, 0, 0));
        }
        return new Answer(Tier.POPULAR, slate, List.of(), 0, 0, null, List.of());
    }
}
