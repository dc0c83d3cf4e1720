package io.riffle.training.samples;

import io.riffle.model.candidates.ItemTable;
import io.riffle.model.candidates.RerankColumns;
import io.riffle.training.state.StateParts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the stream says about items beside their rows: how often each was clicked, and since when it
 * is there; as of now, or as of a time that has passed.
 *
 * <p><b>Units</b>: epoch seconds. <b>State</b>: owned by one thread, written with the trainer's
 * state; of very many items those met longest ago are forgotten.
 */
public final class ItemFacts {
    private static final int MAX_ITEMS = 1 << 28;

    /** Mark of a layout with times of clicks; the first one began with the number of items. */
    private static final int WITH_TIMES = -2;

    /** Newest clicks whose times are kept. */
    private static final int RECENT = 8;

    /** Items kept at most, some 200 bytes each. */
    private static final int MOST = 1 << 20;

    private static final long[] NONE = {};

    /** Those met longest ago first. */
    private final Map<String, Fact> facts = new LinkedHashMap<>();

    private final int most;

    /** Nothing is known of any item. */
    public ItemFacts() {
        this(MOST);
    }

    /** As above, of at most that many items. */
    public ItemFacts(int most) {
        this.most = most;
    }

    private static final class Fact {
        private long clicks;
        private long firstSeen; // 0 = unknown
        private long[] recent = NONE; // rising

        void click(long seconds) {
            clicks++;
            int size = recent.length;
            if (size == RECENT && seconds <= recent[0]) {
                return;
            }
            long[] times = Arrays.copyOf(recent, size + 1);
            times[size] = seconds;
            Arrays.sort(times);
            recent = size < RECENT ? times : Arrays.copyOfRange(times, 1, RECENT + 1);
        }

        /** Clicks before a time; of those since then, no more than are kept are known. */
        long before(long seconds) {
            long before = clicks;
            for (long time : recent) {
                before -= time >= seconds ? 1 : 0;
            }
            return before;
        }
    }

    /** A click that was learned. */
    public void clicked(String itemId, long seconds) {
        Fact fact = seen(itemId, seconds);
        fact.click(seconds);
    }

    /** The item was there at this time; 0 = nobody knows. */
    public void there(String itemId, long seconds) {
        if (seconds > 0) {
            seen(itemId, seconds);
        }
    }

    /** {@link ItemTable#facts} as they were known before a time, epoch seconds. */
    float[] before(String itemId, long seconds) {
        Fact fact = facts.get(itemId);
        if (fact == null) {
            return ItemTable.facts(0, 0);
        }
        long firstSeen = fact.firstSeen < seconds ? fact.firstSeen : 0;
        return ItemTable.facts(fact.before(seconds), firstSeen);
    }

    /** The facts as a reranker reads them, for items in the order of their rows. */
    public ItemTable table(
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

    /** Writes all facts, items in the order in which they were last seen. */
    public void write(DataOutput out) throws IOException {
        out.writeInt(WITH_TIMES);
        out.writeInt(facts.size());
        for (Map.Entry<String, Fact> entry : facts.entrySet()) {
            Fact fact = entry.getValue();
            out.writeUTF(entry.getKey());
            out.writeLong(fact.clicks);
            out.writeLong(fact.firstSeen);
            out.writeByte(fact.recent.length);
            for (long time : fact.recent) {
                out.writeLong(time);
            }
        }
    }

    /** Reads what another one wrote, in this release or an earlier one. */
    public void read(DataInput in) throws IOException {
        facts.clear();
        int mark = in.readInt();
        boolean times = mark == WITH_TIMES;
        int size = times ? in.readInt() : mark;
        for (int left = StateParts.count("items", size, MAX_ITEMS); left > 0; left--) {
            Fact fact = new Fact();
            facts.put(in.readUTF(), fact);
            fact.clicks = in.readLong();
            fact.firstSeen = in.readLong();
            int count = times ? StateParts.count("times of clicks", in.readByte(), RECENT) : 0;
            fact.recent = new long[count];
            for (int i = 0; i < count; i++) {
                fact.recent[i] = in.readLong();
            }
        }
    }

    private Fact seen(String itemId, long seconds) {
        Fact known = facts.remove(itemId);
        Fact fact = known == null ? new Fact() : known;
        facts.put(itemId, fact);
        if (facts.size() > most) {
            facts.remove(facts.keySet().iterator().next());
        }
        fact.firstSeen = fact.firstSeen == 0 ? seconds : Math.min(fact.firstSeen, seconds);
        return fact;
    }
}
