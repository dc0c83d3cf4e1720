package io.riffle.serving.items;

import io.riffle.artifact.Vocabulary;
import io.riffle.schema.Item;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/** Which items an index showed at a time. Immutable: any thread may read it. */
public final class ItemsNow {
    private final Vocabulary vocabulary;
    private final BitSet withdrawn; // by row of the vocabulary, and beyond
    private final Set<String> beyond;
    private final List<Item> described;

    /**
     * @param withdrawn is not changed by anybody
     * @param beyond the vocabulary, ids of items that are withdrawn
     * @param described what provisional items are
     */
    ItemsNow(Vocabulary vocabulary, BitSet withdrawn, Set<String> beyond, List<Item> described) {
        this.vocabulary = vocabulary;
        this.withdrawn = withdrawn;
        this.beyond = beyond;
        this.described = described;
    }

    /** Whether an item was shown; one that nobody knew was. */
    public boolean shows(String itemId) {
        int row = vocabulary.row(itemId);
        return row > 0 ? !withdrawn.get(row) : !beyond.contains(itemId);
    }

    /** Items that have rows: published and provisional ones. */
    public int known() {
        return vocabulary.rows() - 1 + described.size();
    }

    /** How many of these were not shown. */
    public int hidden() {
        return withdrawn.cardinality();
    }

    /** What the provisional items are. */
    public List<Item> described() {
        return described;
    }

    /** Whether rows are numbered by the same vocabulary. */
    boolean of(Vocabulary other) {
        return vocabulary.equals(other);
    }

    BitSet withdrawn() {
        return withdrawn;
    }
}
