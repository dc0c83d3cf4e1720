package io.riffle.schema;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Events as parallel arrays, in the order their owner gives them; no object per event.
 *
 * <p>Item ids lie in one byte array in order of arrival, so that an insertion moves offsets and not
 * bytes.
 */
final class EventColumns {

    private static final int FIRST_CAPACITY = 12;

    /** Two ints, a reference, three longs and a byte an event, with references of eight bytes. */
    private static final long BYTES_OF_COLUMNS = 41;

    /** Headers of a text and of its array. */
    private static final long BYTES_OF_TEXT = 56;

    private byte[] ids = new byte[0];
    private int idsEnd;
    private int[] idStarts = new int[0];
    private int[] idLengths = new int[0];
    private @Nullable String[] names = new @Nullable String[0];
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
            byte[] id = Arrays.copyOfRange(ids, idStarts[i], idStarts[i] + idLengths[i]);
            copy.insert(i, id, times[i], actions[i], eventHashes[i], arrivals[i]);
        }
        return copy;
    }

    /** About the bytes on the heap: the columns, and a text for every event. */
    long bytes() {
        return ids.length + BYTES_OF_COLUMNS * (long) times.length + idsEnd + BYTES_OF_TEXT * count;
    }

    String itemId(int index) {
        String name = names[index];
        if (name == null) {
            name = new String(ids, idStarts[index], idLengths[index], StandardCharsets.UTF_8);
            names[index] = name;
        }
        return name;
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

    boolean containsItem(int from, String itemId) {
        byte[] wanted = itemId.getBytes(StandardCharsets.UTF_8);
        for (int i = from; i < count; i++) {
            if (idLengths[i] == wanted.length
                    && Arrays.equals(
                            ids,
                            idStarts[i],
                            idStarts[i] + wanted.length,
                            wanted,
                            0,
                            wanted.length)) {
                return true;
            }
        }
        return false;
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
        grow(itemId.length);
        int moved = count - at;
        if (moved > 0) {
            System.arraycopy(idStarts, at, idStarts, at + 1, moved);
            System.arraycopy(idLengths, at, idLengths, at + 1, moved);
            System.arraycopy(names, at, names, at + 1, moved);
            System.arraycopy(times, at, times, at + 1, moved);
            System.arraycopy(actions, at, actions, at + 1, moved);
            System.arraycopy(eventHashes, at, eventHashes, at + 1, moved);
            System.arraycopy(arrivals, at, arrivals, at + 1, moved);
        }
        System.arraycopy(itemId, 0, ids, idsEnd, itemId.length);
        idStarts[at] = idsEnd;
        idLengths[at] = itemId.length;
        names[at] = null;
        times[at] = time;
        actions[at] = action;
        eventHashes[at] = eventHash;
        arrivals[at] = arrival;
        idsEnd += itemId.length;
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
            pageIds[i - from] = Arrays.copyOfRange(ids, idStarts[i], idStarts[i] + idLengths[i]);
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
        byte[] packed = new byte[ids.length];
        int end = 0;
        for (int i = dropped; i < count; i++) {
            int kept = i - dropped;
            System.arraycopy(ids, idStarts[i], packed, end, idLengths[i]);
            idStarts[kept] = end;
            idLengths[kept] = idLengths[i];
            end += idLengths[i];
            names[kept] = names[i];
            times[kept] = times[i];
            actions[kept] = actions[i];
            eventHashes[kept] = eventHashes[i];
            arrivals[kept] = arrivals[i];
        }
        Arrays.fill(names, count - dropped, count, null);
        ids = packed;
        idsEnd = end;
        count -= dropped;
    }

    private void grow(int idBytes) {
        if (idsEnd + idBytes > ids.length) {
            ids = Arrays.copyOf(ids, Math.max(idsEnd + idBytes, ids.length * 2));
        }
        if (count == times.length) {
            int capacity = Math.max(FIRST_CAPACITY, count * 2);
            idStarts = Arrays.copyOf(idStarts, capacity);
            idLengths = Arrays.copyOf(idLengths, capacity);
            names = Arrays.copyOf(names, capacity);
            times = Arrays.copyOf(times, capacity);
            actions = Arrays.copyOf(actions, capacity);
            eventHashes = Arrays.copyOf(eventHashes, capacity);
            arrivals = Arrays.copyOf(arrivals, capacity);
        }
    }
}
