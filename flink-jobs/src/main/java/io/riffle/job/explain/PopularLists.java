package io.riffle.job.explain;

import io.riffle.job.items.PopularByContext.Context;
import io.riffle.schema.UserProfile;
import io.riffle.serving.Wish;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The lists that slates of popular items are mixed from, as they are now. Of the task thread. */
public interface PopularLists {

    /**
     * For whom they are mixed.
     *
     * @param last item of the newest event; null = none
     * @param time for which is asked, epoch ms
     * @param profile null = none
     */
    record Reader(@Nullable String last, long time, @Nullable UserProfile profile, Wish wish) {}

    /** Items of a slate for which this is wished. */
    int size(Wish wish);

    /** Up to {@code count} items that may be shown, the most likely first. */
    List<String> best(Reader reader, int count, Predicate<String> excluded);

    /** What there is a list of, beside that of all clicks. */
    List<Context> mixed(Reader reader);

    /** Names of what a click says of itself that has lists too. */
    List<String> told();
}
