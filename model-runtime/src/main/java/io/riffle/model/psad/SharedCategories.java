package io.riffle.model.psad;

import java.util.Arrays;

/**
 * Weight of the categories that a candidate of a list has in common with one that is placed, by the
 * place of the candidate's category; worked out for those that are placed.
 *
 * <p><b>State</b>: of one slate, the rows that were asked for.
 *
 * <p><b>Shapes.</b> B lists, K candidates, C categories of an item, P places that are told apart: C
 * of them, or one for all.
 */
final class SharedCategories {
    private final float[][][] rows_PKK;
    private final long[] categories_BKC;
    private final int from; // where this list begins
    private final int perItem;
    private final float[] weights;

    /**
     * Of one list among several.
     *
     * @param categories_BKC category rows; 0 and 1 are padding and none
     * @param list number of the list
     * @param places P
     * @param weights of the category rows
     */
    SharedCategories(
            long[] categories_BKC,
            int list,
            int candidates,
            int perItem,
            int places,
            float[] weights) {
        this.categories_BKC = categories_BKC;
        this.from = list * candidates * perItem;
        this.perItem = perItem;
        this.weights = weights;
        rows_PKK = new float[places][candidates][];
    }

    /** Given pair by pair, for one place. */
    SharedCategories(float[] shared_KK, int candidates) {
        this(new long[0], 0, candidates, 0, 1, new float[0]);
        for (int i = 0; i < candidates; i++) {
            rows_PKK[0][i] = Arrays.copyOfRange(shared_KK, i * candidates, (i + 1) * candidates);
        }
    }

    /** Places that are told apart. */
    int places() {
        return rows_PKK.length;
    }

    /** What each candidate has, at a place, in common with one that is placed. */
    float[] with(int place, int placed) {
        float[] row = rows_PKK[place][placed];
        if (row == null) {
            row = new float[rows_PKK[place].length];
            for (int i = 0; i < row.length; i++) {
                row[i] = shared(from + placed * perItem, from + i * perItem, place);
            }
            rows_PKK[place][placed] = row;
        }
        return row;
    }

    private float shared(int placed, int candidate, int place) {
        if (places() > 1) {
            return shared(placed, categories_BKC[candidate + place]);
        }
        float sum = 0;
        for (int at = candidate; at < candidate + perItem; at++) {
            sum += shared(placed, categories_BKC[at]);
        }
        return sum;
    }

    private float shared(int placed, long category) {
        float sum = 0;
        for (int at = placed; category > 1 && at < placed + perItem; at++) {
            sum += category == categories_BKC[at] ? weights[(int) category] : 0;
        }
        return sum;
    }
}
