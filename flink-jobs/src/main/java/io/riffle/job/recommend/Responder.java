package io.riffle.job.recommend;

import io.riffle.job.bundle.Ask;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.Recommendation;
import io.riffle.serving.Answer;

/**
 * Makes the one recommendation of a click. Where the models have nothing to show, it is popular
 * items of the recent stream.
 */
final class Responder {

    private final PopularSlates popular;
    private final NewItemSlot newItem;
    private final int slateSize;

    Responder(PopularSlates popular, NewItemSlot newItem, int slateSize) {
        this.popular = popular;
        this.newItem = newItem;
        this.slateSize = slateSize;
    }

    /**
     * The answer as it is shown: the models', else popular items; now and then with an item in the
     * last slot that few have seen.
     */
    Answer answer(Ask ask, Answer answer) {
        popular.clicked(ask);
        Answer given = answer.slate().isEmpty() ? popular.answer(ask) : answer;
        if (ask.robot() || given.slate().isEmpty()) {
            return given;
        }
        return newItem.fill(ask, given, slateSize);
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
}
