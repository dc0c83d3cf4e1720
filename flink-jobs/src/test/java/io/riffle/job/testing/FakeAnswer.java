package io.riffle.job.testing;

import io.riffle.job.testing.Oracle.Event;
import io.riffle.schema.Candidate;
import io.riffle.schema.RankedItem;
import io.riffle.schema.Tier;
import io.riffle.schema.history.UserHistory;
import io.riffle.serving.Answer;
import io.riffle.serving.Query;
import io.riffle.serving.Wish;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What {@link FakeModel} says to a query: the items of {@link FakeRule}, but for what is barred.
 */
final class FakeAnswer {

    private FakeAnswer() {}

    /**
     * The answer of a model of these versions.
     *
     * @param withdrawn items that must not be shown
     */
    static Answer of(
            UserHistory history,
            Query query,
            Set<String> withdrawn,
            long backboneVersion,
            long rerankerVersion) {
        Set<String> excluded = new HashSet<>(query.disliked());
        excluded.addAll(withdrawn);
        Wish wish = query.wish();
        for (int i = 0; i < FakeModel.ITEMS; i++) {
            if (wish.where() != null && !wish.where().contains("i" + i)) {
                excluded.add("i" + i);
            }
        }
        int size = wish.size() == 0 ? FakeModel.SLATE : wish.size();
        List<Event> window = new ArrayList<>();
        for (long s = query.beginSequence(); s < query.endSequence(); s++) {
            excluded.add(history.itemId(s));
            if (s >= query.windowStart()) {
                window.add(new Event(history.itemId(s), history.time(s)));
            }
        }
        List<String> best =
                FakeRule.slate(
                        window,
                        query.queryTime(),
                        excluded,
                        backboneVersion,
                        rerankerVersion,
                        Math.max(size, FakeModel.CANDIDATES));
        List<RankedItem> slate = new ArrayList<>();
        List<Candidate> candidates = new ArrayList<>();
        for (String item : best) {
            candidates.add(new Candidate(item, 1f / (candidates.size() + 1), new float[0]));
            if (slate.size() < size) {
                slate.add(new RankedItem(item, slate.size() + 1, 1f, 1f));
            }
        }
        Tier tier = rerankerVersion > 0 ? Tier.FULL : Tier.GENERATOR_ONLY;
        return new Answer(
                tier, slate, candidates, backboneVersion, rerankerVersion, null, List.of());
    }
}
