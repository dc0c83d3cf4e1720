package io.riffle.serving.items;

import io.riffle.artifact.Vocabulary;
import io.riffle.schema.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Items and their rows: those of a vocabulary, then provisional ones that appeared since. A row
 * stays its item's.
 */
final class IndexedItems {
    private final Vocabulary vocabulary;
    private final int capacity;
    private final List<String> provisional = new ArrayList<>();
    private final List<@Nullable Item> described = new ArrayList<>();
    private final Map<String, Integer> rows = new HashMap<>();
    private final Object numbering = new Object();
    private int changes;

    /**
     * @param capacity provisional items at most
     */
    IndexedItems(Vocabulary vocabulary, int capacity) {
        this.vocabulary = vocabulary;
        this.capacity = capacity;
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    /** Rows of the vocabulary, padding included. */
    int published() {
        return vocabulary.rows();
    }

    /** Rows in use, the provisional ones included. */
    int used() {
        return vocabulary.rows() + provisional.size();
    }

    /** Row of an item, 0 when it has none. */
    int row(String itemId) {
        int row = vocabulary.row(itemId);
        return row > 0 ? row : rows.getOrDefault(itemId, 0);
    }

    String itemId(int row) {
        return row < vocabulary.rows()
                ? vocabulary.itemId(row)
                : provisional.get(row - vocabulary.rows());
    }

    /** Of whom provisional rows are: another object in another index, where they are others'. */
    Object numbering() {
        return numbering;
    }

    /** What a provisional row was made of; null = the row is published, or nothing yet. */
    @Nullable Item described(int row) {
        return row < vocabulary.rows() ? null : described.get(row - vocabulary.rows());
    }

    /** All that provisional rows were made of, in their order. */
    List<Item> described() {
        return described.stream().flatMap(Stream::ofNullable).toList();
    }

    /** A provisional row is made of this. */
    void describe(int row, Item item) {
        changes += described.set(row - vocabulary.rows(), item) == null ? 0 : 1;
    }

    /** How often a row was made of something else than before. */
    int changes() {
        return changes;
    }

    /** Provisional row of an item; 0 when it has a published one, or there is no room. */
    int place(String itemId) {
        if (vocabulary.row(itemId) > 0) {
            return 0;
        }
        Integer there = rows.get(itemId);
        if (there != null) {
            return there;
        }
        if (provisional.size() == capacity) {
            return 0;
        }
        int row = used();
        provisional.add(itemId);
        described.add(null);
        rows.put(itemId, row);
        return row;
    }
}
