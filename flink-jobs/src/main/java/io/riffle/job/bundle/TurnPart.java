package io.riffle.job.bundle;

import io.riffle.job.user.User;
import io.riffle.schema.history.UserHistory;
import io.riffle.serving.Query;
import io.riffle.serving.Turn;
import java.util.ArrayList;
import java.util.List;

/**
 * Clicks and requests of one user whose queries name sequences of one history.
 *
 * @param guest whether nothing is kept of the user
 */
public record TurnPart(User user, boolean guest, UserHistory history, List<Ask> asks) {

    /** The same as the models see it. */
    public Turn turn() {
        List<Query> queries = new ArrayList<>(asks.size());
        for (Ask ask : asks) {
            queries.add(ask.query());
        }
        boolean current = !guest && history == user.history();
        return new Turn(user.userId, history, user.profile(), queries, current);
    }
}
