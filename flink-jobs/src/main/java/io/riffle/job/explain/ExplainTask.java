package io.riffle.job.explain;

import io.riffle.job.ask.Asked;
import io.riffle.schema.RankedItem;
import io.riffle.schema.Slate;
import io.riffle.schema.UserProfile;
import io.riffle.schema.explain.ExplainRequest;
import io.riffle.schema.explain.ServedSlate;
import io.riffle.schema.history.UserHistory;
import io.riffle.serving.Query;
import io.riffle.serving.Turn;
import io.riffle.serving.Wish;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A slate to be explained, with all that decided it, of which nobody else has a part that changes.
 *
 * @param slate as it was shown
 * @param history as it was then
 * @param now as it is now
 * @param profile null = none was known
 * @param disliked by then, item ids
 * @param wish what was wished of the slate
 * @param asked the request that it answers; null = it answers a click, or nobody knows any more
 */
record ExplainTask(
        ExplainRequest request,
        Slate slate,
        UserHistory history,
        UserHistory now,
        @Nullable UserProfile profile,
        Set<String> disliked,
        Wish wish,
        @Nullable Asked asked) {

    /** The same question to a user of another history, or of other wishes. */
    Turn turn(UserHistory of, List<Query> queries) {
        return new Turn(request.userId(), of, profile, queries, false);
    }

    /**
     * A query as the slate's was.
     *
     * @param excluded item ids that must not be shown
     */
    Query query(UserHistory of, Set<String> excluded, Wish wished) {
        return new Query(
                slate.recommendationId(),
                of.firstSequence(),
                of.windowStart(),
                of.endSequence(),
                slate.queryTime(),
                excluded,
                wished);
    }

    /** Item ids of what the models say, as a page of the slate shows them. */
    List<String> page(List<RankedItem> said) {
        List<String> page = new ArrayList<>(said.size());
        for (RankedItem item : said) {
            boolean on =
                    asked == null
                            || (page.size() < asked.size()
                                    && !asked.shown().contains(item.itemId()));
            if (on) {
                page.add(item.itemId());
            }
        }
        return page;
    }

    /** Items that the wish names: a model that does not know them may show them all the same. */
    List<String> named() {
        List<String> named = new ArrayList<>(wish.candidates());
        wish.arrangement().pins().forEach(pin -> named.add(pin.itemId()));
        return named;
    }

    /** What is excluded beside dislikes: by the request, and as it was shown before. */
    Set<String> excluded() {
        return asked == null ? Set.of() : asked.excluded();
    }

    /** How the slate was made. */
    ServedSlate served() {
        return new ServedSlate(
                slate.queryTime(),
                slate.shownTime(),
                slate.tier(),
                slate.backboneVersion(),
                slate.rerankerVersion(),
                asked == null ? "" : asked.what().placement(),
                !slate.propensities().isEmpty());
    }
}
