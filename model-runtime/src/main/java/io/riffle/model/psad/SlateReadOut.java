package io.riffle.model.psad;

/**
 * Reads a slate out of scores: slot by slot the candidate of the greatest score and terms, given
 * what is placed. Candidates beyond the slate follow in the same way.
 *
 * <p>A score is one number a candidate, whatever stands before it; what does is in the {@link
 * SlateTerms}. O(slots² · candidates) additions.
 */
public final class SlateReadOut {
    private SlateReadOut() {}

    /**
     * All candidates in the order in which they are placed; the earlier one wins a tie.
     *
     * @param scores of every candidate
     */
    public static int[] order(float[] scores, SlateTerms terms) {
        int[] order = new int[scores.length];
        boolean[] placed = new boolean[scores.length];
        for (int slot = 0; slot < order.length; slot++) {
            int best = -1;
            float most = 0;
            for (int i = 0; i < scores.length; i++) {
                if (!placed[i]) {
                    float worth = scores[i] + terms.of(order, slot, i);
                    // What is no number comes last.
                    if (best < 0 || worth > most || Float.isNaN(most)) {
                        best = i;
                        most = worth;
                    }
                }
            }
            order[slot] = best;
            placed[best] = true;
        }
        return order;
    }
}
