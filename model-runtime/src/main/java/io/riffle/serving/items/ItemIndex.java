package io.riffle.serving.items;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.riffle.artifact.Vocabulary;
import io.riffle.model.fuxi.FuxiBeta;
import io.riffle.schema.Candidate;
import io.riffle.schema.Item;
import io.riffle.serving.conditions.ItemSet;
import io.riffle.serving.items.ExactOrder.Ranked;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The catalogue as the generator scores it: item rows of unit length on the device, and which of
 * them may be proposed.
 *
 * <p><b>Shapes:</b> Q queries · I item rows · D model width. <b>State:</b> the normalised table.
 */
public final class ItemIndex implements AutoCloseable {
    private static final float[] NO_FEATURES = {};

    private final IndexedItems items;
    private final NDManager resident;
    private final NDArray table; // [I, D]
    private final ExactOrder exact;
    private final RowMarks marks;
    private final BestRows best;
    private final Masks masks;
    private final ItemVisibility visibility;

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
        this.best = new BestRows(table, exact, marks);
        this.masks = new Masks(items);
        this.visibility = new ItemVisibility(items, marks);
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
        int used = items.used();
        int row = items.place(itemId);
        masks.placed(itemId, row);
        if (row == used) {
            visibility.placed(itemId, row);
        }
        return row;
    }

    /**
     * Sets the values of a provisional row.
     *
     * @param item that they were made of
     * @param values [D]
     */
    void describe(int row, Item item, float[] values) {
        items.describe(row, item);
        exact.set(row, values);
    }

    /** Whose the rows are. */
    IndexedItems items() {
        return items;
    }

    /** Which of the items may be proposed. */
    public ItemVisibility visibility() {
        return visibility;
    }

    /**
     * Takes over what an earlier version's index withdrew and has looked up, whose vocabulary this
     * one goes on from.
     *
     * @return the first row that the other one does not have
     */
    public int withdrawAsIn(ItemIndex other) {
        marks.withdrawAsIn(other.marks, other.published());
        masks.goOnFrom(other.masks, other.published());
        return other.published();
    }

    /**
     * The rows of a set of items; valid until items get rows, or the next bundle.
     *
     * @param set answers of the same condition are told apart by what changed
     */
    public RowMask mask(ItemSet set) {
        return masks.of(set);
    }

    /** These rows alone; 0 is none. */
    public RowMask mask(int[] only) {
        RowMask mask = RowMask.empty(rows());
        for (int row : only) {
            if (row > 0) {
                mask.add(row);
            }
        }
        return mask;
    }

    /** The vector of a row, [1, D]. */
    public NDArray vector(NDManager scratch, int row) {
        return table.get(scratch, new NDIndex().addSliceDim(row, row + 1));
    }

    /** Values of rows, one after the other, [n, D]. */
    public float[] values(int[] some) {
        return exact.values(resident, some);
    }

    /**
     * The best items of every query.
     *
     * @param users_QD user vectors
     * @param excluded rows each query must not get
     * @param most items per query
     */
    public List<List<Candidate>> propose(NDArray users_QD, int[][] excluded, int most) {
        List<Wanted> wanted = new ArrayList<>(excluded.length);
        for (int[] own : excluded) {
            wanted.add(new Wanted(own, most, null));
        }
        return propose(users_QD, wanted);
    }

    /**
     * The best items of every query: as many as it wants whenever so many rows may be got.
     *
     * @param users_QD user vectors
     */
    public List<List<Candidate>> propose(NDArray users_QD, List<Wanted> wanted) {
        return ranked(users_QD, wanted).stream().map(this::candidates).toList();
    }

    /** As {@link #propose}: rows and scores alone. */
    public List<RankedRows> ranked(NDArray users_QD, List<Wanted> wanted) {
        List<RankedRows> proposals = new ArrayList<>(wanted.size());
        List<Ranked> ranked = best.of(users_QD, wanted, rows());
        for (int query = 0; query < ranked.size(); query++) {
            Ranked all = ranked.get(query);
            int size = Math.min(wanted.get(query).most(), all.rows().length);
            proposals.add(
                    new RankedRows(
                            Arrays.copyOf(all.rows(), size), Arrays.copyOf(all.scores(), size)));
        }
        return proposals;
    }

    /** The items of rows, with the scores for those of the first stage. */
    public List<Candidate> candidates(RankedRows ranked) {
        List<Candidate> candidates = new ArrayList<>(ranked.size());
        for (int i = 0; i < ranked.size(); i++) {
            String itemId = itemId(ranked.rows()[i]);
            candidates.add(new Candidate(itemId, ranked.scores()[i], NO_FEATURES));
        }
        return candidates;
    }

    /**
     * The best rows by any score; equal ones: the lower row first.
     *
     * @param score by row
     */
    public int[] best(Wanted of, RowScore score) {
        return best.by(score, of, rows());
    }

    @Override
    public void close() {
        resident.close();
    }
}
