package io.riffle.job.user;

import io.riffle.job.state.Served;
import io.riffle.schema.Activity;
import io.riffle.schema.Dislikes;
import io.riffle.schema.Slate;
import io.riffle.schema.UserProfile;
import io.riffle.schema.history.UserHistory;
import java.util.ArrayList;
import java.util.List;

/**
 * Users as they were when a slate was made, as far as what is kept of them tells: events that had
 * arrived by then, dislikes and served slates from before. An event that left a full history since
 * is not among them.
 */
public final class PastUser {

    private PastUser() {}

    /** The user as of a slate, not to be committed, with a window of all events. */
    public static User asOf(Slate slate, User now) {
        UserHistory history = history(slate, now.history());
        List<Dislikes.Dislike> dislikes = new ArrayList<>(now.dislikeEvents());
        dislikes.removeIf(dislike -> dislike.time() > slate.queryTime());
        UserProfile profile =
                slate.profile().isEmpty() ? null : new UserProfile(now.userId, slate.profile(), 0);
        User then =
                new User(
                        now.userId,
                        () -> history,
                        now.slates,
                        profile,
                        new Dislikes(dislikes),
                        Activity.NONE);
        Served served = now.served.value().before(slate.recommendationId());
        then.served.set(served);
        return then;
    }

    private static UserHistory history(Slate slate, UserHistory now) {
        UserHistory then = UserHistory.empty(now.maxEvents());
        for (long at = now.firstSequence(); at < now.endSequence(); at++) {
            if (now.arrival(at) <= slate.arrivals()) {
                then.add(now.itemId(at), now.time(at), now.action(at), now.eventHash(at));
            }
        }
        return then;
    }
}
