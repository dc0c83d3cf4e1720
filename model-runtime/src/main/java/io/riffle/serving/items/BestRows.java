package io.riffle.serving.items;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDArray;
import io.riffle.serving.items.ExactOrder.Ranked;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The best rows of each query of a bundle in their exact order, of those that it may get: found by
 * one scan for all, or, where they are few, scored one by one.
 *
 * <p><b>Shapes:</b> Q queries · I item rows · D model width. <b>State:</b> that of the scan.
 */
final class BestRows {
    /** Rows beyond those wanted that are scored exactly: neighbours may change places. */
    private static final int MARGIN = 8;

    /** Most of them, where very many rows score alike. */
    private static final int WIDEST_MARGIN = 1 << 12;

    /** Rows that are scored one by one in any index. */
    private static final int FEW = 128;

    /** Rows of a scan that cost as much as one that is scored alone. */
    private static final int SCANNED_AS_ONE = 16;

    private final Scan scan;
    private final ExactOrder exact;
    private final RowMarks marks;

    BestRows(NDArray table, ExactOrder exact, RowMarks marks) {
        this.scan = new Scan(table, marks);
        this.exact = exact;
        this.marks = marks;
    }

    /**
     * The best rows by the product with a user vector; some more than are wanted.
     *
     * @param rows in use
     */
    List<Ranked> of(NDArray users_QD, List<Wanted> wanted, int rows) {
        float[] users = users_QD.toFloatArray();
        int width = users.length / wanted.size();
        List<@Nullable Wanted> scanned = new ArrayList<>(wanted.size());
        wanted.forEach(of -> scanned.add(few(of, rows) ? null : of));
        boolean any = scanned.stream().anyMatch(of -> of != null);
        @Nullable TopK[] best =
                any ? scan.best(users_QD, rows, scanned, MARGIN) : new TopK[wanted.size()];
        List<Ranked> all = new ArrayList<>(best.length);
        for (int query = 0; query < best.length; query++) {
            Wanted of = wanted.get(query);
            int from = query * width;
            TopK kept = best[query];
            all.add(
                    kept == null
                            ? exact.ranked(
                                    users_QD.getManager(), users, from, those(of, rows), true)
                            : certain(users_QD, users, query, of, kept, rows));
        }
        return all;
    }

    /** The best rows by any score; equal ones: the lower row first. */
    int[] by(RowScore score, Wanted of, int rows) {
        TopK kept = new TopK(Math.min(of.most(), rows));
        float[] one = new float[1];
        marks.next(of.excluded());
        for (int row = 1; row < rows; row++) {
            if (!of.outside(row)) {
                one[0] = score.of(row);
                kept.offer(one, 1, row, marks);
            }
        }
        int[] best = new int[kept.size()];
        kept.drain(best, new float[best.length]);
        return best;
    }

    /** The best rows of a scan in their exact order; looks wider where it cannot be sure of it. */
    private Ranked certain(
            NDArray users_QD, float[] users, int query, Wanted of, TopK scannedFor, int rows) {
        int from = query * (users.length / Math.toIntExact(users_QD.getShape().get(0)));
        double error = exact.error(users, from);
        TopK kept = scannedFor;
        Ranked ranked = ranked(users_QD, users, from, kept);
        for (int margin = 4 * MARGIN;
                !ranked.certain(of.most(), kept.worst(), error) && margin <= WIDEST_MARGIN;
                margin *= 4) {
            try (NDArray alone = users_QD.get(query + ":" + (query + 1))) {
                kept = requireNonNull(scan.best(alone, rows, List.of(of), margin)[0]);
                ranked = ranked(users_QD, users, from, kept);
            }
        }
        return ranked;
    }

    private Ranked ranked(NDArray users_QD, float[] users, int from, TopK kept) {
        boolean complete = kept.size() < kept.capacity();
        return exact.ranked(users_QD.getManager(), users, from, kept.rows(), complete);
    }

    /** Whether so few rows may be got that to score them one by one is no more than a scan. */
    private static boolean few(Wanted of, int rows) {
        RowMask mask = of.mask();
        return mask != null
                && mask.count() <= Math.max(FEW, Math.min(WIDEST_MARGIN, rows / SCANNED_AS_ONE));
    }

    /** All rows that a query may get. */
    private int[] those(Wanted of, int all) {
        RowMask mask = requireNonNull(of.mask());
        int[] rows = new int[mask.count()];
        int size = 0;
        marks.next(of.excluded());
        for (int word = 0; word << 6 < all; word++) {
            for (long bits = mask.word(word); bits != 0; bits &= bits - 1) {
                int row = (word << 6) + Long.numberOfTrailingZeros(bits);
                if (!marks.marked(row)) {
                    rows[size++] = row;
                }
            }
        }
        return Arrays.copyOf(rows, size);
    }
}
