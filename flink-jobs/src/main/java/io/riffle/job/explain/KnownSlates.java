package io.riffle.job.explain;

import io.riffle.job.ask.Asked;
import io.riffle.job.ask.Wishes;
import io.riffle.job.state.Served;
import io.riffle.job.state.UserInput.Request;
import io.riffle.job.user.KeyedUser;
import io.riffle.job.user.PastUser;
import io.riffle.job.user.User;
import io.riffle.schema.Slate;
import io.riffle.schema.ask.ReplyTo;
import io.riffle.schema.explain.ExplainRequest;
import io.riffle.serving.Wish;
import org.jspecify.annotations.Nullable;

/** What the state knows of a slate, copied for whoever explains it on another thread. */
final class KnownSlates {

    private static final String NOBODY =
            "The slate (%) of the user must be one that is kept, and nothing that this user did"
                    + " is.\nMaybe the user has clicked nothing yet, or is a guest: slates are kept"
                    + " from a user's first click on.";
    private static final String NONE_KEPT =
            "The slate (%) of the user must be one that is kept, and none of this user is.\nMaybe"
                    + " riffle.samples is off, or the user clicks like a robot: then none ever is.";
    private static final String NOT_AMONG =
            "The slate (%) of the user must be one that is kept, as newer ones of this user"
                    + " are.\nMaybe they have taken its place (riffle.attribution.max-slates), its"
                    + " time is over (riffle.attribution.deadline), or it came before the user's"
                    + " first click: ask about a newer one.";

    private final KeyedUser users;
    private final Wishes wishes;

    KnownSlates(KeyedUser users, Wishes wishes) {
        this.users = users;
        this.wishes = wishes;
    }

    /** A slate of the current key's user; null where it is not kept. Nothing is changed. */
    @Nullable ExplainTask of(ExplainRequest request) throws Exception {
        User user = users.glance(request.userId());
        Slate slate = user == null ? null : user.slates.named(request.recommendationId());
        if (user == null || slate == null) {
            return null;
        }
        users.served().read(user);
        User then = PastUser.asOf(slate, user);
        Asked asked = slate.asked() ? asked(slate, user, then) : null;
        Wish wish = asked == null ? wishes.ofClick(slate.queryTime()) : asked.wish();
        return new ExplainTask(
                request,
                slate,
                then.history(),
                user.history().copy(),
                then.profile(),
                then.disliked(),
                wish,
                asked);
    }

    /** Why nothing is found of a slate of the current key's user, and what to do. */
    String whyNot(ExplainRequest request) throws Exception {
        User user = users.glance(request.userId());
        return why(user).replace("%", request.recommendationId());
    }

    private static String why(@Nullable User user) {
        if (user == null || user.history().arrivals() == 0) {
            return NOBODY;
        }
        return user.slates.size() == 0 ? NONE_KEPT : NOT_AMONG;
    }

    /** What the slate's request came to; null = it is not kept, or could not be answered today. */
    private @Nullable Asked asked(Slate slate, User user, User then) {
        Served.Shown shown = user.served.value().named(slate.recommendationId());
        if (shown == null || shown.asked() == null) {
            return null;
        }
        Request again = new Request(shown.asked(), slate.shownTime(), ReplyTo.NOBODY);
        Asked asked = wishes.of(again, then, slate.queryTime(), slate.recommendationId());
        return asked.problem().isEmpty() ? asked : null;
    }
}
