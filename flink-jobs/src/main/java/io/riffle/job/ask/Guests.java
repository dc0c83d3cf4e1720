package io.riffle.job.ask;

import io.riffle.job.user.User;
import io.riffle.schema.Dislikes;
import io.riffle.schema.Dislikes.Dislike;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.Ids;
import io.riffle.schema.actions.ActionRules;
import io.riffle.schema.ask.SlateRequest;
import io.riffle.schema.history.UserHistory;
import java.util.Comparator;
import java.util.List;

/**
 * Guests for one answer, from the histories that requests bring: as if the guest had clicked all of
 * it. Nothing of them is kept, and nobody becomes a user by it.
 *
 * @param maxEvents of a history
 * @param maxDislikes kept
 */
public record Guests(int maxEvents, int maxDislikes, ActionRules actions) {

    /** The guest of a request. */
    public User of(SlateRequest request) {
        UserHistory history = UserHistory.empty(maxEvents);
        Dislikes dislikes = Dislikes.NONE;
        List<HistoryEvent> events =
                request.history().stream()
                        .sorted(Comparator.comparingLong(HistoryEvent::time))
                        .toList();
        for (int i = 0; i < events.size(); i++) {
            HistoryEvent event = events.get(i);
            long hash = Ids.eventHash(Integer.toString(i));
            if (ActionRules.negative(event.action())) {
                Dislike dislike = new Dislike(event.itemId(), event.time(), hash);
                dislikes = dislikes.and(dislike, maxDislikes);
            } else if (actions.answered(event.action())) {
                history.add(event.itemId(), event.time(), event.action(), hash);
            }
        }
        return User.guest(request.requestId(), history, dislikes);
    }
}
