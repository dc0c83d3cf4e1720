package io.riffle.serving;

import io.riffle.schema.UserHistory;
import io.riffle.schema.UserProfile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One user's part of a bundle.
 *
 * @param history with every event that the queries name still readable; not changed
 * @param profile null when none is known
 * @param queries in order of arrival; no event was inserted late between the first and the last
 */
public record Turn(
        String userId, UserHistory history, @Nullable UserProfile profile, List<Query> queries) {}
