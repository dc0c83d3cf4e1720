package io.riffle.schema.history;

import io.riffle.schema.Action;
import java.util.Arrays;

/** Events as parallel arrays, in the order their owner gives them; no object per event. */
final class EventColumns {

    private static final int FIRST_CAPACITY = 12;

    /** Two ints, a reference, three longs and a byte an event, with references of eight bytes. */
    private static final long BYTES_OF_COLUMNS = 41;

    /** Headers of a text and of its array. */
    private static final long BYTES_OF_TEXT = 56;

    private final ItemIdColumn ids = new ItemIdColumn();
    private long[] times = new long[0];
    private byte[] actions = new byte[0];
    private long[] eventHashes = new long[0];
    private long[] arrivals = new long[0];
    private int count;

    int count() {
        return count;
    }

    EventColumns copy() {
        EventColumns copy = new EventColumns();
        for (int i = 0; i < count; i++) {
            copy.insert(i, ids.utf8(i), times[i], actions[i], eventHashes[i], arrivals[i]);
        }
        return copy;
    }

    /** About the bytes on the heap: the columns, and a text for every event. */
    long bytes() {
        return ids.bytes() + BYTES_OF_COLUMNS * (long) times.length + BYTES_OF_TEXT * count;
    }

    String itemId(int index) {
        return ids.text(index);
    }

    long time(int index) {
        return times[index];
    }

    Action action(int index) {
        return Action.of(actions[index]);
    }

    long eventHash(int index) {
        return eventHashes[index];
    }

    long arrival(int index) {
        return arrivals[index];
    }

    boolean containsEvent(int from, long eventHash) {
        // Newest first: a repeat follows its first sending closely.
        for (int i = count - 1; i >= from; i--) {
            if (eventHashes[i] == eventHash) {
                return true;
            }
        }
        return false;
    }

    /** Whether one of {@code [from, to)} is about this item. */
    boolean containsItem(int from, int to, String itemId) {
        return ids.contains(from, to, itemId);
    }

    /** First index of {@code [from, count)} whose time is greater; {@code count} when none is. */
    int firstAfter(int from, long time) {
        int low = from;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (times[middle] > time) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    void insert(int at, byte[] itemId, long time, byte action, long eventHash, long arrival) {
        grow();
        ids.insert(at, count, itemId);
        int moved = count - at;
        if (moved > 0) {
            System.arraycopy(times, at, times, at + 1, moved);
            System.arraycopy(actions, at, actions, at + 1, moved);
            System.arraycopy(eventHashes, at, eventHashes, at + 1, moved);
            System.arraycopy(arrivals, at, arrivals, at + 1, moved);
        }
        times[at] = time;
        actions[at] = action;
        eventHashes[at] = eventHash;
        arrivals[at] = arrival;
        count++;
    }

    /** Appends events {@code [from, page.size())} of a page. */
    void append(HistoryPage page, int from) {
        for (int i = from; i < page.size(); i++) {
            insert(
                    count,
                    page.itemIds()[i],
                    page.times()[i],
                    page.actions()[i],
                    page.eventHashes()[i],
                    page.arrivals()[i]);
        }
    }

    /** Copies {@code [from, to)} into a page whose first event has the given sequence. */
    HistoryPage page(long firstSequence, int from, int to) {
        byte[][] pageIds = new byte[to - from][];
        for (int i = from; i < to; i++) {
            pageIds[i - from] = ids.utf8(i);
        }
        return new HistoryPage(
                firstSequence,
                pageIds,
                Arrays.copyOfRange(times, from, to),
                Arrays.copyOfRange(actions, from, to),
                Arrays.copyOfRange(eventHashes, from, to),
                Arrays.copyOfRange(arrivals, from, to));
    }

    /** Forgets the first events, and the bytes of their ids. */
    void dropFirst(int dropped) {
        ids.dropFirst(dropped, count);
        int kept = count - dropped;
        System.arraycopy(times, dropped, times, 0, kept);
        System.arraycopy(actions, dropped, actions, 0, kept);
        System.arraycopy(eventHashes, dropped, eventHashes, 0, kept);
        System.arraycopy(arrivals, dropped, arrivals, 0, kept);
        count = kept;
    }

    private void grow() {
        if (count == times.length) {
            int capacity = Math.max(FIRST_CAPACITY, count * 2);
            ids.hold(capacity);
            times = Arrays.copyOf(times, capacity);
            actions = Arrays.copyOf(actions, capacity);
            eventHashes = Arrays.copyOf(eventHashes, capacity);
            arrivals = Arrays.copyOf(arrivals, capacity);
        }
    }
}
