package io.riffle.serving.items;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.core.Linear;
import io.riffle.artifact.Vocabulary;
import io.riffle.model.fuxi.FuxiBeta;
import io.riffle.schema.Candidate;
import io.riffle.serving.items.ExactOrder.Ranked;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The catalogue as the generator scores it: item rows of unit length on the device, and which of
 * them may be proposed.
 *
 * <p><b>Shapes:</b> Q queries · I item rows · D model width. <b>State:</b> the normalised table;
 * scores of one block of rows at a time, so that a million items need no matrix of all scores.
 */
public final class ItemIndex implements AutoCloseable {
    /** Most scores that exist at once: 64 MiB. */
    private static final int BLOCK_SCORES = 1 << 24;

    /** Rows beyond those wanted that are scored exactly: neighbours may change places. */
    private static final int MARGIN = 8;

    /** Most of them, where very many rows score alike. */
    private static final int WIDEST_MARGIN = 1 << 12;

    private static final float[] NO_FEATURES = {};

    private final IndexedItems items;
    private final NDManager resident;
    private final NDArray table; // [I, D]
    private final ExactOrder exact;
    private final RowMarks marks;
    private float[] scores = {}; // of a block; kept, since every bundle needs as many

    /**
     * All items of a backbone, of unit length; every one may be shown. Rows of the backbone beyond
     * the vocabulary are for provisional items.
     */
    public ItemIndex(FuxiBeta model, Vocabulary vocabulary, NDManager parent) {
        int rows = model.config().items();
        this.items = new IndexedItems(vocabulary, rows - vocabulary.rows());
        this.resident = parent.newSubManager();
        try (NDManager scratch = resident.newSubManager()) {
            this.table = model.targets(scratch);
            table.attach(resident);
            this.exact = new ExactOrder(table);
        } catch (RuntimeException | Error e) {
            resident.close();
            throw e;
        }
        this.marks = new RowMarks(rows);
    }

    /** Rows that were published with the backbone, padding included: the others are provisional. */
    int published() {
        return items.published();
    }

    /** Rows in use. */
    public int rows() {
        return items.used();
    }

    /** Row of an item, 0 when it has none. */
    public int row(String itemId) {
        return items.row(itemId);
    }

    /** The item of a row in use. */
    public String itemId(int row) {
        return items.itemId(row);
    }

    /**
     * Gives an item that the backbone does not know a provisional row.
     *
     * @return the row; 0 where the item has a published one, or there is no room
     */
    public int place(String itemId) {
        return items.place(itemId);
    }

    /** Sets the values of a provisional row, [D]. */
    public void set(int row, float[] values) {
        exact.set(row, values);
    }

    /** Takes an item out of every later proposal. */
    public void withdraw(String itemId) {
        marks.withdraw(row(itemId));
    }

    /** Whether the item of a row may be proposed. */
    public boolean shows(int row) {
        return !marks.withdrawn(row);
    }

    /** Lets a withdrawn item back in. */
    public void restore(String itemId) {
        marks.restore(row(itemId));
    }

    /** Proposes only these items, of those from a row on. */
    public void showOnly(int firstRow, Predicate<String> shown) {
        for (int row = firstRow; row < rows(); row++) {
            if (shown.test(itemId(row))) {
                marks.restore(row);
            } else {
                marks.withdraw(row);
            }
        }
    }

    /**
     * Takes over what an earlier version's index withdrew, whose vocabulary this one goes on from.
     *
     * @return the first row that the other one does not have
     */
    public int withdrawAsIn(ItemIndex other) {
        marks.withdrawAsIn(other.marks, other.published());
        return other.published();
    }

    /**
     * The best items of every query.
     *
     * @param users_QD user vectors
     * @param excluded rows each query must not get
     * @param most items per query
     */
    public List<List<Candidate>> propose(NDArray users_QD, int[][] excluded, int most) {
        float[] users = users_QD.toFloatArray();
        int width = users.length / excluded.length;
        TopK[] best = best(users_QD, excluded, most + MARGIN);
        List<List<Candidate>> proposals = new ArrayList<>(best.length);
        for (int query = 0; query < best.length; query++) {
            int from = query * width;
            double error = exact.error(users, from);
            TopK kept = best[query];
            Ranked ranked = ranked(users_QD, users, from, kept);
            for (int margin = 4 * MARGIN;
                    !ranked.certain(most, kept.worst(), error) && margin <= WIDEST_MARGIN;
                    margin *= 4) {
                try (NDArray alone = users_QD.get(query + ":" + (query + 1))) {
                    int[][] own = {excluded[query]};
                    kept = best(alone, own, most + margin)[0];
                    ranked = ranked(users_QD, users, from, kept);
                }
            }
            proposals.add(candidates(ranked, most));
        }
        return proposals;
    }

    @Override
    public void close() {
        resident.close();
    }

    /** The best rows by the matrix product, worst first or not at all in order. */
    private TopK[] best(NDArray users_QD, int[][] excluded, int most) {
        TopK[] best = new TopK[excluded.length];
        for (int query = 0; query < best.length; query++) {
            best[query] = new TopK(Math.min(most, rows()));
        }
        int block = Math.max(1, Math.min(rows(), BLOCK_SCORES / best.length));
        if (scores.length < block) {
            scores = new float[block];
        }
        for (int from = 1; from < rows(); from += block) {
            int to = Math.min(rows(), from + block);
            scan(users_QD, from, to, excluded, best);
        }
        return best;
    }

    private Ranked ranked(NDArray users_QD, float[] users, int from, TopK kept) {
        boolean complete = kept.size() < kept.capacity();
        return exact.ranked(users_QD.getManager(), users, from, kept.rows(), complete);
    }

    private void scan(NDArray users_QD, int from, int to, int[][] excluded, TopK[] best) {
        int length = to - from;
        try (NDManager scratch = users_QD.getManager().newSubManager()) {
            NDArray rows = table.get(scratch, new NDIndex().addSliceDim(from, to));
            NDArray product_QI = Linear.linear(users_QD, rows).head();
            product_QI.attach(scratch);
            ByteBuffer direct = product_QI.toByteBuffer(true);
            FloatBuffer all = direct.asFloatBuffer();
            for (int query = 0; query < best.length; query++) {
                all.get(query * length, scores, 0, length);
                marks.next();
                for (int row : excluded[query]) {
                    marks.mark(row);
                }
                best[query].offer(scores, length, from, marks);
            }
        }
    }

    private List<Candidate> candidates(Ranked ranked, int most) {
        int size = Math.min(most, ranked.rows().length);
        List<Candidate> candidates = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            String itemId = itemId(ranked.rows()[i]);
            candidates.add(new Candidate(itemId, ranked.scores()[i], NO_FEATURES));
        }
        return candidates;
    }
}
