package io.riffle.serving.items;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.core.Linear;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks at all rows for the best few of each query: one product serves a bundle, whatever each of
 * its queries may get.
 *
 * <p><b>Shapes:</b> Q queries · I item rows · D model width. <b>State:</b> scores of one block of
 * rows at a time, so that a million items need no matrix of all scores.
 */
final class Scan {
    /** Most scores that exist at once: 64 MiB. */
    private static final int BLOCK_SCORES = 1 << 24;

    private final NDArray table; // [I, D]
    private final RowMarks marks;
    private float[] scores = {}; // of a block; kept, since every bundle needs as many

    Scan(NDArray table, RowMarks marks) {
        this.table = table;
        this.marks = marks;
    }

    /**
     * The best rows by the matrix product, in no order.
     *
     * @param rows in use
     * @param wanted of each query; null = nothing is looked for
     * @param margin rows beyond those wanted
     */
    @Nullable TopK[] best(NDArray users_QD, int rows, List<@Nullable Wanted> wanted, int margin) {
        @Nullable TopK[] best = new TopK[wanted.size()];
        for (int query = 0; query < best.length; query++) {
            Wanted of = wanted.get(query);
            best[query] = of == null ? null : new TopK(Math.min(of.most() + margin, rows));
        }
        int block = Math.max(1, Math.min(rows, BLOCK_SCORES / best.length));
        if (scores.length < block) {
            scores = new float[block];
        }
        for (int from = 1; from < rows; from += block) {
            scan(users_QD, from, Math.min(rows, from + block), wanted, best);
        }
        return best;
    }

    private void scan(
            NDArray users_QD,
            int from,
            int to,
            List<@Nullable Wanted> wanted,
            @Nullable TopK[] best) {
        int length = to - from;
        try (NDManager scratch = users_QD.getManager().newSubManager()) {
            NDArray rows = table.get(scratch, new NDIndex().addSliceDim(from, to));
            NDArray product_QI = Linear.linear(users_QD, rows).head();
            product_QI.attach(scratch);
            ByteBuffer direct = product_QI.toByteBuffer(true);
            FloatBuffer all = direct.asFloatBuffer();
            for (int query = 0; query < best.length; query++) {
                Wanted of = wanted.get(query);
                TopK kept = best[query];
                if (of == null || kept == null) {
                    continue;
                }
                all.get(query * length, scores, 0, length);
                marks.next(of.excluded());
                if (of.mask() == null) {
                    kept.offer(scores, length, from, marks);
                } else {
                    kept.offer(scores, length, from, marks, of.mask());
                }
            }
        }
    }
}
