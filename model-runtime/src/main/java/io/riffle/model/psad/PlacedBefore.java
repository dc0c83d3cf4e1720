package io.riffle.model.psad;

import java.util.Arrays;

/**
 * What stands before what in slates that are given: for each query, a slot or a candidate, the
 * candidates that were placed before it, by how far before.
 *
 * <p><b>Shapes.</b> B lists, Q queries, K candidates, R distances: one, two, three slots before,
 * and further.
 */
public final class PlacedBefore {
    final int lists;
    final int queries;
    final int candidates;

    /** 1 where a candidate stands at that distance before a query (B, R, Q, K). */
    final float[] near_BRQK;

    private final int[][] before; // of query (b, q): what stands before it, in slate order

    private PlacedBefore(int lists, int queries, int candidates) {
        this.lists = lists;
        this.queries = queries;
        this.candidates = candidates;
        near_BRQK = new float[lists * SlateTerms.DISTANCES * queries * candidates];
        before = new int[lists * queries][];
        Arrays.fill(before, new int[0]);
    }

    /**
     * Queries are slots.
     *
     * @param order (B, S) candidate per slot; -1 for none
     */
    public static PlacedBefore slots(int[][] order, int candidates) {
        PlacedBefore placed = new PlacedBefore(order.length, order[0].length, candidates);
        for (int b = 0; b < order.length; b++) {
            for (int slot = 0; slot < order[b].length; slot++) {
                placed.query(b, slot, order[b], slot);
            }
        }
        return placed;
    }

    /**
     * Queries are candidates, each where it was shown; one that was not shown has nothing before
     * it.
     *
     * @param positions (B, candidates of the list) displayed position; -1 for none
     */
    public static PlacedBefore shown(int[][] positions, int candidates) {
        PlacedBefore placed = new PlacedBefore(positions.length, candidates, candidates);
        for (int b = 0; b < positions.length; b++) {
            int[] order = new int[candidates];
            Arrays.fill(order, -1);
            for (int i = 0; i < positions[b].length; i++) {
                if (positions[b][i] >= 0 && positions[b][i] < candidates) {
                    order[positions[b][i]] = i;
                }
            }
            for (int i = 0; i < positions[b].length; i++) {
                placed.query(b, i, order, Math.min(candidates, positions[b][i]));
            }
        }
        return placed;
    }

    private void query(int b, int query, int[] order, int slot) {
        int[] above = new int[Math.max(0, slot)];
        int count = 0;
        for (int s = 0; s < slot; s++) {
            if (order[s] >= 0) {
                above[count++] = order[s];
                int distance = SlateTerms.distance(slot - s);
                int row = (b * SlateTerms.DISTANCES + distance) * queries + query;
                near_BRQK[row * candidates + order[s]] = 1;
            }
        }
        before[b * queries + query] = Arrays.copyOf(above, count);
    }

    /**
     * Mean and largest cosine of a candidate to what stands before a query; 0 where nothing does.
     *
     * @param cosines_BKK of the candidates' item rows
     * @param eachItself whether query q asks of candidate q alone, else of all
     * @return mean, then largest: (B, Q) or (B, Q, K) each
     */
    float[][] likeness(float[] cosines_BKK, boolean eachItself) {
        int asked = eachItself ? 1 : candidates;
        float[] mean = new float[lists * queries * asked];
        float[] most = new float[mean.length];
        for (int at = 0; at < mean.length; at++) {
            int query = at / asked;
            int candidate = eachItself ? query % queries : at % asked;
            int[] above = before[query];
            int rows = query / queries * candidates;
            float sum = 0;
            float largest = -1;
            for (int other : above) {
                float cosine = cosines_BKK[(rows + other) * candidates + candidate];
                sum += cosine;
                largest = Math.max(largest, cosine);
            }
            mean[at] = above.length == 0 ? 0 : sum / above.length;
            most[at] = above.length == 0 ? 0 : largest;
        }
        return new float[][] {mean, most};
    }
}
