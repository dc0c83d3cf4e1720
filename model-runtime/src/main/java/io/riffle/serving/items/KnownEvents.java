package io.riffle.serving.items;

import io.riffle.model.content.Content;
import io.riffle.schema.Item;
import io.riffle.schema.history.UserHistory;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One user's events as the backbone sees them: item rows by sequence, and the known ones among them
 * one after the other, which is what the model reads.
 *
 * <p>Row 0 stands for an item outside the vocabulary: seen, but no input. Of provisional rows it is
 * kept what they were made of, since another index gives them to other items.
 *
 * <p><b>Units:</b> seconds. <b>State:</b> derived from a history; grows with it while {@link
 * #continues} holds, otherwise it is read anew.
 */
public final class KnownEvents {
    private final long first;
    private final long lateInserts;
    private int published; // rows of the vocabulary that these rows are of
    private int indexed; // and the provisional ones
    private Object numbering; // of whom these are
    private int changes; // of what they are made of
    private boolean provisional; // whether any of these rows is
    private long lastHash;
    private int count;
    private int[] rows = new int[16]; // by sequence - first
    private int[] before = new int[16]; // known events before that sequence
    private int known;
    private int[] knownRows = new int[16];
    private long[] knownSeconds = new long[16];
    private @Nullable Item[] knownItems = {}; // as long as it takes; null where a row is published

    /** Reads a history's events [first, end). */
    public KnownEvents(UserHistory history, ItemIndex index, long first, long end) {
        this.first = first;
        this.lateInserts = history.lateInserts();
        this.numbering = index.items().numbering();
        readWith(index);
        append(history, index, end);
    }

    /** Whether the history only grew since this was read, and {@code from} on is here. */
    public boolean continues(UserHistory history, long from) {
        // Read anew now and then, or what left the history would be kept for ever.
        return from >= first
                && from - first <= Math.max(64, count / 2)
                && lateInserts == history.lateInserts()
                && end() <= history.endSequence()
                && end() > history.physicalFirstSequence()
                && count > 0
                && history.eventHash(end() - 1) == lastHash;
    }

    /**
     * Whether the rows are those of an index whose vocabulary goes on from the one they were read
     * with: it may have got rows for items that had none, have given provisional ones to others, or
     * have made them of something else.
     */
    public boolean readAs(ItemIndex index) {
        boolean here = numbering == index.items().numbering();
        boolean still = !provisional || (here && changes == index.items().changes());
        // What had no row may have got one since.
        boolean all =
                known == count
                        || (published == index.published()
                                && indexed == index.rows()
                                && (here || indexed == published));
        if (still && all) {
            readWith(index);
        }
        return still && all;
    }

    private void readWith(ItemIndex index) {
        published = index.published();
        indexed = index.rows();
        numbering = index.items().numbering();
        changes = index.items().changes();
    }

    /** Reads on to {@code end}. */
    public void append(UserHistory history, ItemIndex index, long end) {
        if (end <= end()) {
            return;
        }
        reserve((int) (end - first));
        for (long sequence = end(); sequence < end; sequence++) {
            int row = index.row(history.itemId(sequence));
            rows[count] = row;
            before[count] = known;
            count++;
            if (row >= published) {
                provisional = true;
                made(index.items().described(row));
            }
            if (row != 0) {
                knownRows[known] = row;
                knownSeconds[known] = Math.floorDiv(history.time(sequence), 1000);
                known++;
            }
        }
        lastHash = history.eventHash(end - 1);
    }

    /** Known events in [from, to). */
    public int count(long from, long to) {
        return place(to) - place(from);
    }

    /** Sequence after the first {@code leave} known events from {@code from} on. */
    long after(long from, int leave) {
        int target = place(from) + leave;
        long sequence = from;
        while (place(sequence) < target) {
            sequence++;
        }
        return sequence;
    }

    /** Item rows of all events in [from, to), 0 where unknown. */
    public int[] all(long from, long to) {
        return Arrays.copyOfRange(rows, (int) (from - first), (int) (to - first));
    }

    /** Item rows of the {@code length} known events before {@code to}. */
    public int[] rows(int length, long to) {
        int end = place(to);
        return Arrays.copyOfRange(knownRows, end - length, end);
    }

    /** Their times. */
    public long[] seconds(int length, long to) {
        int end = place(to);
        return Arrays.copyOfRange(knownSeconds, end - length, end);
    }

    /**
     * How many positions of this window, settled up to {@code settled}, are settled the same in
     * another reading: same items and times up to there, and the same time after.
     */
    public int settledAlike(long start, int settled, KnownEvents now, long nowStart, long nowEnd) {
        int mine = place(start);
        int others = now.place(nowStart);
        int most = Math.min(settled + 1, now.count(nowStart, nowEnd));
        for (int i = 0; i < most; i++) {
            boolean sameTime = knownSeconds[mine + i] == now.knownSeconds[others + i];
            if (!sameTime || !alike(mine + i, now, others + i)) {
                return Math.max(0, sameTime ? i : i - 1);
            }
        }
        return Math.max(0, most - 1);
    }

    /** One past the sequence of the newest event that was read. */
    public long end() {
        return first + count;
    }

    /** The next known event's row is provisional, made of this. */
    private void made(@Nullable Item item) {
        if (known >= knownItems.length) {
            knownItems = Arrays.copyOf(knownItems, knownRows.length);
        }
        knownItems[known] = item;
    }

    private @Nullable Item item(int place) {
        return place < knownItems.length ? knownItems[place] : null;
    }

    /** Whether the model reads the same of two events. */
    private boolean alike(int place, KnownEvents other, int there) {
        Item mine = item(place);
        Item others = other.item(there);
        if (mine != null && others != null) {
            return Content.same(mine, others);
        }
        boolean bothPublished = mine == null && others == null;
        return bothPublished && knownRows[place] == other.knownRows[there];
    }

    private int place(long sequence) {
        int offset = (int) (sequence - first);
        return offset == count ? known : before[offset];
    }

    private void reserve(int most) {
        if (most > rows.length) {
            int size = Math.max(most, rows.length * 2);
            rows = Arrays.copyOf(rows, size);
            before = Arrays.copyOf(before, size);
            knownRows = Arrays.copyOf(knownRows, size);
            knownSeconds = Arrays.copyOf(knownSeconds, size);
        }
    }
}
