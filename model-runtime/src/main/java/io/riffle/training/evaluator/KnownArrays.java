package io.riffle.training.evaluator;

import ai.djl.ndarray.NDArray;
import io.riffle.training.lists.ListSample;

/**
 * What a network knows of some lists, on this side of the engine.
 *
 * <p><b>Shapes.</b> As in {@link EvaluatorNetwork}.
 */
final class KnownArrays {
    private final CategoryAgreement shared;
    private final int candidates;
    private final int slots;
    private final int distances;
    private final float[] base_BK;
    private final float[] alike_BKK;
    private final float[] weight_BRL;
    private final float[] seen_BS;

    KnownArrays(EvaluatorNetwork.Known known, CategoryAgreement shared) {
        this.shared = shared;
        candidates = Math.toIntExact(known.base_BK().getShape().get(1));
        slots = Math.toIntExact(known.seen_BS().getShape().get(1));
        distances = Math.toIntExact(known.weight_BRL().getShape().get(2));
        base_BK = known.base_BK().toFloatArray();
        NDArray alike = known.query_BKV().matMul(known.key_BKV().transpose(0, 2, 1));
        alike_BKK = alike.toFloatArray();
        weight_BRL = known.weight_BRL().toFloatArray();
        seen_BS = known.seen_BS().toFloatArray();
    }

    /** What it knows of one of the lists. */
    SlateValue value(int b, ListSample list) {
        int size = list.size();
        double[] base = new double[size];
        for (int i = 0; i < size; i++) {
            base[i] = base_BK[b * candidates + i];
        }
        double[] seen = new double[slots];
        for (int t = 0; t < slots; t++) {
            seen[t] = Math.exp(seen_BS[b * slots + t]);
        }
        int[][] rows = shared.rows(list);
        double[][][] after = new double[distances][size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                for (int r = 0; r <= shared.kinds(); r++) {
                    double inCommon =
                            r == shared.kinds()
                                    ? alike_BKK[(b * candidates + i) * candidates + j]
                                    : shared.agree(r, rows[i], rows[j]) ? 1 : 0;
                    for (int d = 0; inCommon != 0 && d < distances; d++) {
                        int at = (b * (shared.kinds() + 1) + r) * distances + d;
                        after[d][i][j] += weight_BRL[at] * inCommon;
                    }
                }
            }
        }
        return new SlateValue(base, after, seen);
    }
}
