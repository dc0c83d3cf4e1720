package io.riffle.lab.audience;

import io.riffle.job.metrics.RankSums;
import io.riffle.lab.audience.Foresight.OfVersions;
import io.riffle.lab.audience.Foresight.Ranks;
import io.riffle.schema.RankedItem;
import io.riffle.schema.Recommendation;
import io.riffle.schema.Tier;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Prequential hit rate: each click is looked up in the slate its user was given before it, then in
 * what popularity would have shown, and only then counted. Clicks of a user without an earlier
 * slate are not scored. Neither list holds items the user clicked before.
 */
final class HitRate {

    /** Clicks that the recent rates look back on. */
    private static final int RECENT = 5_000;

    /** Versions told apart; older ones are in the sums over all. */
    private static final int VERSIONS = 50;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, Audience> users = new HashMap<>();
    private final RunningPopularity popularity = new RunningPopularity();
    private final RankSums all = new RankSums();
    private final Map<Maker, RankSums> versions =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Maker, RankSums> eldest) {
                    return size() > VERSIONS;
                }
            };
    private final BitSet recentHits = new BitSet(RECENT);
    private final BitSet recentPopular = new BitSet(RECENT);
    private double popularityHits;

    /** A user's click and what answered it, in the order of the user's stream. */
    void answered(String itemId, Recommendation answer) {
        Audience user = users.computeIfAbsent(answer.userId(), id -> new Audience());
        int item = number(itemId);
        int[] previous = user.slate;
        Maker maker = user.maker;
        if (previous != null && maker != null) {
            score(
                    rank(previous, item),
                    popularity.amongTop(item, RankSums.CUT, user.clicked),
                    maker);
        }
        popularity.add(item);
        user.clicked.set(item);
        user.maker = new Maker(answer.tier(), answer.backboneVersion(), answer.rerankerVersion());
        user.slate = new int[answer.items().size()];
        for (RankedItem shown : answer.items()) {
            user.slate[shown.rank() - 1] = number(shown.itemId());
        }
    }

    /** Everything so far. */
    Foresight foresight() {
        List<OfVersions> byVersion = new ArrayList<>(versions.size());
        versions.forEach(
                (maker, sums) ->
                        byVersion.add(
                                new OfVersions(
                                        maker.tier, maker.backbone, maker.reranker, ranks(sums))));
        int recent = (int) Math.min(RECENT, all.clicks());
        return new Foresight(
                ranks(all),
                share(popularityHits, all.clicks()),
                new Foresight.Recent(
                        recent,
                        share(recentHits.cardinality(), recent),
                        share(recentPopular.cardinality(), recent)),
                byVersion);
    }

    private void score(int rank, boolean popular, Maker maker) {
        int place = (int) (all.clicks() % RECENT);
        all.add(rank);
        versions.computeIfAbsent(maker, any -> new RankSums()).add(rank);
        popularityHits += popular ? 1 : 0;
        recentHits.set(place, RankSums.hit(rank));
        recentPopular.set(place, popular);
    }

    /** From 1; 0 = it is not there. */
    private static int rank(int[] slate, int item) {
        for (int i = 0; i < slate.length; i++) {
            if (slate[i] == item) {
                return i + 1;
            }
        }
        return 0;
    }

    private int number(String itemId) {
        Integer known = numbers.putIfAbsent(itemId, numbers.size());
        return known == null ? numbers.size() - 1 : known;
    }

    private static double share(double sum, long clicks) {
        return clicks == 0 ? 0 : sum / clicks;
    }

    private static Ranks ranks(RankSums sums) {
        long clicks = sums.clicks();
        return new Ranks(
                clicks,
                share(sums.hits(), clicks),
                share(sums.gain(), clicks),
                share(sums.reciprocal(), clicks));
    }

    /** What made a slate. */
    private record Maker(Tier tier, long backbone, long reranker) {}

    /** What is kept of one user. */
    private static final class Audience {
        private final BitSet clicked = new BitSet();
        private int @Nullable [] slate;
        private @Nullable Maker maker;
    }
}
