package io.riffle.job.recommend;

import io.riffle.job.ask.Asked;
import io.riffle.job.ask.Guests;
import io.riffle.job.ask.Wishes;
import io.riffle.job.bundle.Ask;
import io.riffle.job.user.User;
import io.riffle.schema.RankedItem;
import io.riffle.schema.Recommendation;
import io.riffle.schema.ask.SlateRequest;
import io.riffle.serving.Answer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes the one reply to a request, and has it remembered. Where the models show fewer items than
 * are wished, popular and then any other items that may be shown come behind.
 */
final class Requests {

    private final Wishes wishes;
    private final Guests guests;
    private final PopularSlates popular;
    private final NewItemSlot newItem;

    Requests(Wishes wishes, Guests guests, PopularSlates popular, NewItemSlot newItem) {
        this.wishes = wishes;
        this.guests = guests;
        this.popular = popular;
        this.newItem = newItem;
    }

    /** What requests come to. */
    Wishes wishes() {
        return wishes;
    }

    /** The guest of a request. */
    User guest(SlateRequest request) {
        return guests.of(request);
    }

    /**
     * The answer as it is shown: the page that was wished, filled up with popular items; now and
     * then with an item in the last slot that few have seen.
     *
     * @param answer of the models
     */
    Answer shown(Ask ask, Asked asked, Answer answer) {
        Answer whole =
                asked.problem().isEmpty() ? whole(ask, asked, answer) : PopularSlates.NOTHING;
        Answer page = asked.shown().isEmpty() ? whole : page(asked, whole);
        return asked.plain() && !page.slate().isEmpty()
                ? newItem.fill(ask, page, asked.size())
                : page;
    }

    /**
     * The reply; its slate is in the user's memory then.
     *
     * @param now processing time, epoch ms
     */
    Recommendation reply(Ask ask, Asked asked, Answer shown, long now) {
        Recommendation reply = recommendation(ask, asked, shown, now);
        if (!asked.what().guest() && !shown.slate().isEmpty()) {
            List<String> itemIds = shown.slate().stream().map(RankedItem::itemId).toList();
            long time = ask.query().queryTime();
            ask.user().served.remember(asked.remembered(reply.recommendationId(), time, itemIds));
        }
        return reply;
    }

    private Answer whole(Ask ask, Asked asked, Answer answer) {
        if (!asked.wish().similarTo().isEmpty()) {
            return answer;
        }
        if (answer.slate().isEmpty()) {
            return popular.answer(ask);
        }
        int missing = asked.wish().size() - answer.slate().size();
        if (missing <= 0
                || !asked.wish().candidates().isEmpty()
                || !asked.wish().arrangement().caps().isEmpty()) {
            return answer;
        }
        Set<String> there = new HashSet<>();
        answer.slate().forEach(item -> there.add(item.itemId()));
        List<String> more = popular.best(ask, missing, there);
        if (more.isEmpty()) {
            return answer;
        }
        List<RankedItem> items = new ArrayList<>(answer.slate());
        float last = items.get(items.size() - 1).score();
        for (String item : more) {
            items.add(new RankedItem(item, items.size() + 1, last, 0));
        }
        return best(answer, items);
    }

    /** What comes after the items that were shown. */
    private static Answer page(Asked asked, Answer whole) {
        List<RankedItem> items = new ArrayList<>(asked.size());
        for (RankedItem item : whole.slate()) {
            if (items.size() < asked.size() && !asked.shown().contains(item.itemId())) {
                items.add(
                        new RankedItem(
                                item.itemId(),
                                items.size() + 1,
                                item.score(),
                                item.generatorScore()));
            }
        }
        return best(whole, items);
    }

    /** Other items, of which nobody can say with which probability they came. */
    private static Answer best(Answer answer, List<RankedItem> items) {
        return new Answer(
                answer.tier(),
                items,
                answer.candidates(),
                answer.backboneVersion(),
                answer.rerankerVersion(),
                null,
                List.of());
    }

    private Recommendation recommendation(Ask ask, Asked asked, Answer page, long now) {
        boolean catalogue = popular.waiting();
        return new Recommendation(
                ask.query().recommendationId(),
                asked.what().userId(),
                "",
                page.slate(),
                ask.query().queryTime(),
                asked.request().receivedTime(),
                now,
                page.backboneVersion(),
                page.rerankerVersion(),
                page.tier(),
                page.policy(),
                page.propensities(),
                asked.what().requestId(),
                asked.what().placement(),
                asked.reason(page.slate().size(), catalogue));
    }
}
