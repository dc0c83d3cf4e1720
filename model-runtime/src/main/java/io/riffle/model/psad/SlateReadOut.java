package io.riffle.model.psad;

import java.util.Arrays;

/**
 * Reads a slate out of scores: slot by slot the candidate of the greatest score and terms, given
 * what is placed. Candidates beyond the slate follow in the same way.
 *
 * <p>A score is one number a candidate, whatever stands before it; what does is in the {@link
 * SlateTerms}.
 *
 * <p><b>State</b>: of one slate, filled from its first slot on.
 */
public final class SlateReadOut {
    private final float[] scores;
    private final SlateTerms terms;
    private final int[] order; // candidate by slot; -1 = none
    private final boolean[] placed;
    private final float[] worth; // of what is left, in the next slot
    private final int ordered; // candidates that come before all others
    private int slot; // the next one

    /**
     * A slate without anything in it.
     *
     * @param scores of every candidate
     */
    public SlateReadOut(float[] scores, SlateTerms terms, int slots) {
        this(scores, terms, slots, scores.length);
    }

    /**
     * A slate without anything in it.
     *
     * @param scores of every candidate
     * @param ordered candidates, from the first on, that come before all others
     */
    public SlateReadOut(float[] scores, SlateTerms terms, int slots, int ordered) {
        this.ordered = ordered;
        this.scores = scores;
        this.terms = terms;
        order = new int[slots];
        Arrays.fill(order, -1);
        placed = new boolean[scores.length];
        worth = scores.clone();
    }

    /**
     * All candidates in the order in which they are placed; the earlier one wins a tie.
     *
     * @param scores of every candidate
     */
    public static int[] order(float[] scores, SlateTerms terms) {
        SlateReadOut readOut = new SlateReadOut(scores, terms, scores.length);
        for (int n = 0; n < scores.length; n++) {
            readOut.place(readOut.best());
        }
        return readOut.order;
    }

    /** The next slot, from 0. */
    public int slot() {
        return slot;
    }

    /** Whether a candidate is left. */
    public boolean left(int candidate) {
        return !placed[candidate];
    }

    /** What a candidate is worth in the next slot. */
    public float worth(int candidate) {
        return worth[candidate];
    }

    /** What is worth most in the next slot, the first of equal ones; -1 when none is left. */
    public int best() {
        int best = best(0, ordered);
        return best >= 0 ? best : best(ordered, placed.length);
    }

    private int best(int from, int to) {
        int best = -1;
        for (int i = from; i < to; i++) {
            // What is no number comes last.
            if (!placed[i] && (best < 0 || worth[i] > worth[best] || Float.isNaN(worth[best]))) {
                best = i;
            }
        }
        return best;
    }

    /** A candidate comes to the next slot. */
    public void place(int candidate) {
        order[slot] = candidate;
        placed[candidate] = true;
        next();
    }

    /** The next slot is taken by something that is no candidate. */
    public void skip() {
        next();
    }

    private void next() {
        slot++;
        if (slot < order.length) {
            System.arraycopy(scores, 0, worth, 0, scores.length);
            terms.addTo(worth, order, slot);
        }
    }
}
