package io.riffle.gateway.live;

import io.riffle.schema.Tier;

/** Which of the newest scored clicks were foreseen, by whom. Not for two threads. */
final class HitRing {

    /** Clicks that the rates look back on. */
    static final int CLICKS = 5_000;

    private static final int SLATE = 1;
    private static final int POPULAR = 2;
    private static final int PAIRS = 4;
    private static final int TIER_SHIFT = 3;

    private final byte[] ring = new byte[CLICKS];
    private final int[] hits = new int[PAIRS + 1];
    private final int[] tierClicks = new int[Tier.values().length + 1];
    private final int[] tierHits = new int[Tier.values().length + 1];
    private long scored;

    void add(Tier tier, boolean slate, boolean popular, boolean pairs) {
        int place = (int) (scored % CLICKS);
        if (scored >= CLICKS) {
            count(ring[place], -1);
        }
        ring[place] =
                (byte)
                        (tier.code() << TIER_SHIFT
                                | (slate ? SLATE : 0)
                                | (popular ? POPULAR : 0)
                                | (pairs ? PAIRS : 0));
        count(ring[place], 1);
        scored++;
    }

    int clicks() {
        return (int) Math.min(CLICKS, scored);
    }

    double slateRate() {
        return rate(hits[SLATE], clicks());
    }

    double popularRate() {
        return rate(hits[POPULAR], clicks());
    }

    double pairRate() {
        return rate(hits[PAIRS], clicks());
    }

    int clicks(Tier tier) {
        return tierClicks[tier.code()];
    }

    double slateRate(Tier tier) {
        return rate(tierHits[tier.code()], clicks(tier));
    }

    private void count(int entry, int by) {
        for (int who = SLATE; who <= PAIRS; who <<= 1) {
            hits[who] += (entry & who) == 0 ? 0 : by;
        }
        tierClicks[entry >> TIER_SHIFT] += by;
        tierHits[entry >> TIER_SHIFT] += (entry & SLATE) == 0 ? 0 : by;
    }

    private static double rate(int hits, int clicks) {
        return clicks == 0 ? 0 : (double) hits / clicks;
    }
}
