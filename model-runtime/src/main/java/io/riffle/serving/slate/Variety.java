package io.riffle.serving.slate;

import java.util.Arrays;

/**
 * Maximal marginal relevance: the next item is the one of which (1 - λ) times its score less λ
 * times its likeness to the most alike of those placed is greatest. Scores are brought to 0 to 1.
 *
 * <p><b>Source</b>: Carbonell and Goldstein, SIGIR 1998.
 *
 * <p><b>State</b>: of one slate.
 */
final class Variety {
    private final Scored scored;
    private final Likeness likeness;
    private final float diversity;
    private final float[] most; // likeness to the most alike of those placed
    private final float lowest;
    private final float range;
    private boolean any;

    /**
     * @param diversity λ; 0 = by score alone
     */
    Variety(Scored scored, Likeness likeness, float diversity) {
        this.scored = scored;
        this.likeness = likeness;
        this.diversity = diversity;
        int count = scored.candidates().size();
        this.most = new float[count];
        Arrays.fill(most, -1);
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            low = Math.min(low, scored.scores()[i]);
            high = Math.max(high, scored.scores()[i]);
        }
        this.lowest = low;
        this.range = high > low ? high - low : 1;
    }

    /**
     * What a candidate is worth next.
     *
     * @param scoreThere its score after what is placed
     */
    float worth(int candidate, float scoreThere) {
        if (diversity == 0) {
            return scoreThere;
        }
        float score = (scoreThere - lowest) / range;
        // The first one is the best: there is nothing yet that others could be unlike.
        return any ? (1 - diversity) * score - diversity * most[candidate] : score;
    }

    /** An item was placed. */
    void place(String itemId) {
        any = true;
        for (int i = 0; diversity > 0 && i < most.length; i++) {
            String other = scored.candidates().get(i).itemId();
            most[i] = Math.max(most[i], likeness.of(itemId, other));
        }
    }
}
