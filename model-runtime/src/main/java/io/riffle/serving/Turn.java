package io.riffle.serving;

import io.riffle.schema.UserProfile;
import io.riffle.schema.history.UserHistory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One user's part of a bundle.
 *
 * @param history with every event that the queries name still readable; not changed
 * @param profile null when none is known
 * @param queries in order of arrival; no event was inserted late between the first and the last
 * @param current whether the history is the one that the user goes on with. Of another one, as
 *     before an event that came late, no values are cached, and there may be any number in a bundle
 */
public record Turn(
        String userId,
        UserHistory history,
        @Nullable UserProfile profile,
        List<Query> queries,
        boolean current) {

    /** A turn of the history that the user goes on with. */
    public Turn(
            String userId,
            UserHistory history,
            @Nullable UserProfile profile,
            List<Query> queries) {
        this(userId, history, profile, queries, true);
    }

    /** What there is of all queries, one after the other, by the turns that they belong to. */
    static <T> List<List<T>> parts(List<Turn> turns, List<T> ofQueries) {
        List<List<T>> parts = new ArrayList<>(turns.size());
        int next = 0;
        for (Turn turn : turns) {
            int end = next + turn.queries().size();
            parts.add(ofQueries.subList(next, end));
            next = end;
        }
        return parts;
    }
}
