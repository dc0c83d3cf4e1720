package io.riffle.job.bundle;

import io.riffle.job.user.User;
import io.riffle.schema.history.UserHistory;
import io.riffle.serving.Query;
import io.riffle.serving.Wish;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What of one user's turn is to be answered, in order of arrival: a part for each history. */
final class TurnParts {

    private final User user;
    private final boolean guest;
    private final List<TurnPart> parts = new ArrayList<>();

    /**
     * @param guest whether nothing is kept of the user
     */
    TurnParts(User user, boolean guest) {
        this.user = user;
        this.guest = guest;
    }

    /** Whether queries name sequences of the history, which must not shift then. */
    boolean names(UserHistory history) {
        return !parts.isEmpty() && parts.get(parts.size() - 1).history() == history;
    }

    /**
     * A query of the history as it is now.
     *
     * @param time for which is asked, epoch ms
     * @param excluded item ids that must not be shown
     */
    Query query(String recommendationId, long time, Set<String> excluded, Wish wish) {
        UserHistory history = user.history();
        return new Query(
                recommendationId,
                history.firstSequence(),
                history.windowStart(),
                history.endSequence(),
                time,
                excluded,
                wish);
    }

    void add(Ask ask) {
        if (!names(ask.history())) {
            parts.add(new TurnPart(user, guest, ask.history(), new ArrayList<>(4)));
        }
        parts.get(parts.size() - 1).asks().add(ask);
    }

    List<TurnPart> all() {
        return parts;
    }
}
