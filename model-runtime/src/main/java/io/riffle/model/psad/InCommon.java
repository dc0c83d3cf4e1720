package io.riffle.model.psad;

import java.util.Arrays;

/**
 * What the candidates of a list have in common with one that is placed: the weight of the
 * categories that they share, by the place of the candidate's category, and the cosine of their
 * item rows. Worked out for those that are placed.
 *
 * <p><b>State</b>: of one slate, what was asked for.
 *
 * <p><b>Shapes.</b> B lists, K candidates, C categories of an item, P places that are told apart: C
 * of them, or one for all.
 */
final class InCommon {
    /**
     * Item rows of the candidates of all lists.
     *
     * @param values (B K, stride) flat: a candidate's row, then what else is known of it
     * @param width of a row; 0 where none are read
     * @param inverse (B K) one over the length of the row
     */
    record Rows(float[] values, int stride, int width, float[] inverse) {
        static final Rows NONE = new Rows(new float[0], 0, 0, new float[0]);

        /** Rows of any length. */
        static Rows of(float[] values, int stride, int width) {
            Rows rows = new Rows(values, stride, width, new float[values.length / stride]);
            for (int i = 0; i < rows.inverse.length; i++) {
                rows.inverse[i] = (float) (1 / Math.sqrt(rows.product(i, i) + 1e-12));
            }
            return rows;
        }

        /** Rows of one length, but for those that are zero. */
        static Rows ofLength(double length, float[] values, int stride, int width) {
            Rows rows = new Rows(values, stride, width, new float[values.length / stride]);
            Arrays.fill(rows.inverse, (float) (1 / length));
            return rows;
        }

        /** Cosines of so many rows, from one on, to another. */
        void cosines(int other, int from, float[] into) {
            for (int i = 0; i < into.length; i++) {
                into[i] = product(other, from + i) * (inverse[other] * inverse[from + i]);
            }
        }

        /** In four sums, none of which waits for another. */
        private float product(int one, int other) {
            int a = one * stride;
            int b = other * stride;
            int whole = width & ~3;
            float sum0 = 0;
            float sum1 = 0;
            float sum2 = 0;
            float sum3 = 0;
            for (int d = 0; d < whole; d += 4) {
                sum0 += values[a + d] * values[b + d];
                sum1 += values[a + d + 1] * values[b + d + 1];
                sum2 += values[a + d + 2] * values[b + d + 2];
                sum3 += values[a + d + 3] * values[b + d + 3];
            }
            for (int d = whole; d < width; d++) {
                sum0 += values[a + d] * values[b + d];
            }
            return sum0 + sum1 + (sum2 + sum3);
        }
    }

    private final Rows rows;
    private final long[] categories_BKC;
    private final float[] weights;
    private final int perItem;
    private final int first; // number of the list's first candidate
    private final float[] having; // weight of each category that the placed one has; else 0
    private final float[][][] shared_PKK;
    private final float[][] cosines_KK; // (0) where no rows are read

    /**
     * Of one list among several.
     *
     * @param categories_BKC category rows; 0 and 1 are padding and none
     * @param perItem C
     * @param weights of the category rows
     * @param list number of the list
     * @param candidates K
     * @param places P
     */
    InCommon(
            Rows rows,
            long[] categories_BKC,
            int perItem,
            float[] weights,
            int list,
            int candidates,
            int places) {
        this.rows = rows;
        this.categories_BKC = categories_BKC;
        this.perItem = perItem;
        this.weights = weights;
        first = list * candidates;
        having = new float[weights.length];
        shared_PKK = new float[places][candidates][];
        cosines_KK = new float[rows.width() == 0 ? 0 : candidates][];
    }

    /** Of one list, given pair by pair for one place. */
    static InCommon ofCategories(float[] shared_KK, int candidates) {
        InCommon given = new InCommon(Rows.NONE, new long[0], 0, new float[0], 0, candidates, 1);
        for (int i = 0; i < candidates; i++) {
            given.shared_PKK[0][i] =
                    Arrays.copyOfRange(shared_KK, i * candidates, (i + 1) * candidates);
        }
        return given;
    }

    /** Places that are told apart. */
    int places() {
        return shared_PKK.length;
    }

    /** Whether item rows are read. */
    boolean hasCosines() {
        return cosines_KK.length > 0;
    }

    /** Weight of the categories that each candidate has, at a place, and one that is placed. */
    float[] shared(int place, int placed) {
        float[] row = shared_PKK[place][placed];
        if (row == null) {
            row = new float[shared_PKK[place].length];
            int from = (first + placed) * perItem;
            for (int at = from; at < from + perItem; at++) {
                int category = (int) categories_BKC[at];
                having[category] += category > 1 ? weights[category] : 0;
            }
            for (int i = 0; i < row.length; i++) {
                row[i] = having((first + i) * perItem, place);
            }
            for (int at = from; at < from + perItem; at++) {
                having[(int) categories_BKC[at]] = 0;
            }
            shared_PKK[place][placed] = row;
        }
        return row;
    }

    private float having(int candidate, int place) {
        if (places() > 1) {
            return having[(int) categories_BKC[candidate + place]];
        }
        float sum = 0;
        for (int at = candidate; at < candidate + perItem; at++) {
            sum += having[(int) categories_BKC[at]];
        }
        return sum;
    }

    /** Cosine of each candidate's item row to that of one that is placed. */
    float[] cosines(int placed) {
        float[] row = cosines_KK[placed];
        if (row == null) {
            row = new float[cosines_KK.length];
            rows.cosines(first + placed, first, row);
            cosines_KK[placed] = row;
        }
        return row;
    }
}
