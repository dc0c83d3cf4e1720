package io.riffle.lab.audience;

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

    private static final int SIZE = 10;

    /** Clicks that the recent rates look back on. */
    private static final int RECENT = 5_000;

    /** Versions told apart; older ones are in the sums over all. */
    private static final int VERSIONS = 50;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, Audience> users = new HashMap<>();
    private final RunningPopularity popularity = new RunningPopularity();
    private final Sums all = new Sums();
    private final Map<Maker, Sums> versions =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Maker, Sums> eldest) {
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
            score(rank(previous, item), popularity.amongTop(item, SIZE, user.clicked), maker);
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
                                        maker.tier, maker.backbone, maker.reranker, sums.ranks())));
        int recent = (int) Math.min(RECENT, all.clicks);
        return new Foresight(
                all.ranks(),
                share(popularityHits, all.clicks),
                new Foresight.Recent(
                        recent,
                        share(recentHits.cardinality(), recent),
                        share(recentPopular.cardinality(), recent)),
                byVersion);
    }

    private void score(int rank, boolean popular, Maker maker) {
        int place = (int) (all.clicks % RECENT);
        all.add(rank);
        versions.computeIfAbsent(maker, any -> new Sums()).add(rank);
        popularityHits += popular ? 1 : 0;
        recentHits.set(place, rank >= 1 && rank <= SIZE);
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

    /** What made a slate. */
    private record Maker(Tier tier, long backbone, long reranker) {}

    private static final class Sums {
        private long clicks;
        private double hits;
        private double gain;
        private double reciprocal;

        private void add(int rank) {
            clicks++;
            if (rank >= 1 && rank <= SIZE) {
                hits++;
                gain += Math.log(2) / Math.log(1 + rank);
            }
            if (rank >= 1) {
                reciprocal += 1.0 / rank;
            }
        }

        private Ranks ranks() {
            return new Ranks(
                    clicks, share(hits, clicks), share(gain, clicks), share(reciprocal, clicks));
        }
    }

    /** What is kept of one user. */
    private static final class Audience {
        private final BitSet clicked = new BitSet();
        private int @Nullable [] slate;
        private @Nullable Maker maker;
    }
}
