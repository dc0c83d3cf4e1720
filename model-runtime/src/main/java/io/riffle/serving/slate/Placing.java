package io.riffle.serving.slate;

import io.riffle.model.psad.SlateTerms;
import java.util.Arrays;

/**
 * A slate that is being filled from its first rank on: what each candidate is worth at the next
 * one, after what was placed before.
 *
 * <p><b>State</b>: of one slate.
 */
final class Placing {
    private final float[] scores;
    private final SlateTerms terms;
    private final int[] order; // candidate by rank from 0; -1 = none
    private final boolean[] placed;
    private int rank; // the next one, from 0

    /** A slate of so many ranks, empty. */
    Placing(Scored scored, int size) {
        scores = scored.scores();
        terms = scored.terms();
        order = new int[size];
        Arrays.fill(order, -1);
        placed = new boolean[scored.candidates().size()];
    }

    /** The next rank, from 1. */
    int rank() {
        return rank + 1;
    }

    /** Whether a candidate is left. */
    boolean left(int candidate) {
        return !placed[candidate];
    }

    /** The score of a candidate at the next rank. */
    float worth(int candidate) {
        return scores[candidate] + terms.of(order, rank, candidate);
    }

    /** What is worth most at the next rank, the first of equal ones; -1 when none is left. */
    int best() {
        int best = -1;
        float most = 0;
        for (int i = 0; i < placed.length; i++) {
            if (!placed[i]) {
                float worth = worth(i);
                // What is no number comes last.
                if (best < 0 || worth > most || Float.isNaN(most)) {
                    best = i;
                    most = worth;
                }
            }
        }
        return best;
    }

    /** A candidate comes to the next rank. */
    void place(int candidate) {
        order[rank++] = candidate;
        placed[candidate] = true;
    }

    /** The next rank is taken by something that is no candidate, or stays empty. */
    void skip() {
        rank++;
    }
}
