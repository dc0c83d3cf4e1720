package io.riffle.model.psad;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.riffle.model.candidates.RerankColumns;
import io.riffle.model.engine.Affine;
import io.riffle.model.engine.Scalars;

/**
 * A weight of every pair of a user's profile value and an item's category in the student's score: a
 * product of user and item, which a network that adds the two finds slowly. All start at zero.
 *
 * <p><b>Shapes.</b> B lists, K candidates, P profile columns, C categories of an item.
 *
 * <p><b>Source.</b> The wide part of Wide and Deep (Cheng et al., 2016).
 */
final class Crosses {
    /** Weights at most; beyond, several pairs share one. */
    private static final int MOST = 1 << 16;

    /** Weights are read times this: they start at zero and each is seen in few lists. */
    private static final double SCALE = 4;

    private final RerankColumns columns;
    private final PsadWeights weights;

    Crosses(RerankColumns columns, PsadWeights weights) {
        this.columns = columns;
        this.weights = weights;
    }

    /** Rows of the table; one at least. */
    static int rows(RerankColumns columns) {
        long all = (long) columns.profileRows() * columns.categoryRows();
        return (int) Math.max(1, Math.min(MOST, all));
    }

    /**
     * Adds the same to scores in plain numbers, where nothing is learned: a few look-ups, for which
     * a dozen operations on tensors would take longer than the encoder.
     *
     * @param scores_BK flat
     */
    void add(PsadEncoder.Encoded lists, float[] scores_BK) {
        long[] profile = lists.read().profile();
        long[] categories = lists.read().categories();
        float[] table = weights.plain(PsadShapes.CROSSES);
        int perUser = columns.profile().size();
        int perItem = columns.itemCategories();
        int candidates = scores_BK.length / lists.sizes().length;
        for (int at = 0; at < scores_BK.length; at++) {
            float sum = 0;
            for (int c = at * perItem; c < (at + 1) * perItem; c++) {
                for (int p = 0; categories[c] > 0 && p < perUser; p++) {
                    long value = profile[at / candidates * perUser + p];
                    long row = value * columns.categoryRows() + categories[c];
                    sum += table[(int) (row % table.length)];
                }
            }
            scores_BK[at] += (float) SCALE * sum;
        }
    }

    /** The sum of the weights of all pairs of each candidate (B, K). */
    NDArray of(PsadEncoder.Encoded lists) {
        NDArray profile_BP = lists.read().profile_BP();
        NDArray categories_BKC = lists.read().categories_BKC();
        long b = profile_BP.getShape().get(0);
        long p = profile_BP.getShape().get(1);
        long k = categories_BKC.getShape().get(1);
        long c = categories_BKC.getShape().get(2);
        NDArray rows_BKPC =
                profile_BP
                        .reshape(b, 1, p, 1)
                        .mul((long) columns.categoryRows())
                        .add(categories_BKC.reshape(b, k, 1, c))
                        .mod((long) rows(columns));
        NDArray some_BK1C =
                categories_BKC.gt(0).toType(DataType.FLOAT32, false).reshape(b, k, 1, c);
        return Scalars.times(
                Affine.rows(rows_BKPC, weights.get(PsadShapes.CROSSES))
                        .reshape(b, k, p, c)
                        .mul(some_BK1C)
                        .sum(new int[] {2, 3}),
                SCALE);
    }
}
