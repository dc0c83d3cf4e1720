package io.riffle.training;

import io.riffle.model.ItemTable;
import io.riffle.model.RerankColumns;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the stream says about items beside their rows: how often each was clicked, and since when it
 * is there.
 *
 * <p><b>Units</b>: epoch seconds. <b>State</b>: owned by one thread, written with the trainer's
 * state; one entry for an item that has a row or a place in the catalogue.
 */
final class ItemFacts {
    private static final int MAX_ITEMS = 1 << 28;

    private final Map<String, Fact> facts = new LinkedHashMap<>();

    private static final class Fact {
        private long clicks;
        private long firstSeen; // 0 = unknown
    }

    /** A click that was learned. */
    void clicked(String itemId, long seconds) {
        Fact fact = seen(itemId, seconds);
        fact.clicks++;
    }

    /** The item was there at this time; 0 = nobody knows. */
    void there(String itemId, long seconds) {
        if (seconds > 0) {
            seen(itemId, seconds);
        }
    }

    /** The facts as a reranker reads them, for items in the order of their rows. */
    ItemTable table(
            List<String> itemIds, Map<String, List<String>> categories, RerankColumns columns) {
        ItemTable.Builder table = ItemTable.builder(columns);
        Fact unknown = new Fact();
        for (String itemId : itemIds) {
            Fact fact = facts.getOrDefault(itemId, unknown);
            table.add(
                    itemId,
                    categories.getOrDefault(itemId, List.of()),
                    fact.clicks,
                    fact.firstSeen);
        }
        return table.build();
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(facts.size());
        for (Map.Entry<String, Fact> entry : facts.entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeLong(entry.getValue().clicks);
            out.writeLong(entry.getValue().firstSeen);
        }
    }

    void read(DataInput in) throws IOException {
        facts.clear();
        for (int left = StateParts.count("items", in.readInt(), MAX_ITEMS); left > 0; left--) {
            Fact fact = new Fact();
            facts.put(in.readUTF(), fact);
            fact.clicks = in.readLong();
            fact.firstSeen = in.readLong();
        }
    }

    private Fact seen(String itemId, long seconds) {
        Fact fact = facts.computeIfAbsent(itemId, id -> new Fact());
        fact.firstSeen = fact.firstSeen == 0 ? seconds : Math.min(fact.firstSeen, seconds);
        return fact;
    }
}
