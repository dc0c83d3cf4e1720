package io.riffle.schema.history;

import io.riffle.schema.Action;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.Ids;
import io.riffle.schema.Rules;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * What one user did, in time order, bounded: the truth from which every cache is rebuilt.
 *
 * <p>The k-th kept event has <b>sequence</b> {@code firstSequence() + k}. Sequences only grow; an
 * event keeps its sequence until a late event is inserted before it ({@link #lateInserts} tells).
 * An event that leaves because newer ones came stays readable until {@link #compact}, so that a
 * bundle can still look at the history as it was at each of its clicks.
 *
 * <p><b>Units</b>: times are epoch milliseconds; arrivals count events, from 1.
 *
 * <p><b>State</b>: owned by one user's keyed state, as a {@link HistoryHead} and {@link
 * HistoryPage}s; {@link #changes} names the pages to write and to delete. Not thread-safe.
 */
public final class UserHistory {

    private final int maxEvents;
    private final EventColumns events;
    private final Sequences numbers;
    private final StoredPages stored;

    private UserHistory(int maxEvents, EventColumns events, Sequences numbers, StoredPages stored) {
        if (maxEvents < 1) {
            throw Rules.broken(
                    "bound", maxEvents, "a user history", "be 1 or more", "the option is not set");
        }
        this.maxEvents = maxEvents;
        this.events = events;
        this.numbers = numbers;
        this.stored = stored;
    }

    /** A history without events. */
    public static UserHistory empty(int maxEvents) {
        return of(maxEvents, new HistoryHead(0, 0, 0, 0, 0), List.of());
    }

    /**
     * Rebuilds a history from its state. A lower bound than before drops the oldest events.
     *
     * @param pages in any order; events before {@code head.firstSequence()} are ignored
     * @throws IllegalArgumentException when the pages do not hold exactly the events the head names
     */
    public static UserHistory of(int maxEvents, HistoryHead head, Iterable<HistoryPage> pages) {
        UserHistory history =
                new UserHistory(
                        maxEvents,
                        new EventColumns(),
                        Sequences.before(head),
                        new StoredPages(head.firstSequence()));
        StoredPages.read(head, pages, history.events);
        history.numbers.read(head.endSequence(), maxEvents);
        return history;
    }

    /** Another history of the same events and changes: what is added to one is not in the other. */
    public UserHistory copy() {
        return new UserHistory(maxEvents, events.copy(), numbers.copy(), stored.copy());
    }

    /** About how many bytes of the heap this takes. */
    public long bytes() {
        return events.bytes();
    }

    /** Most events that are kept. */
    public int maxEvents() {
        return maxEvents;
    }

    /** Events that are kept, 0 to {@link #maxEvents}. */
    public int size() {
        return numbers.size();
    }

    /** Sequence of the oldest kept event. */
    public long firstSequence() {
        return numbers.first();
    }

    /** Sequence that the next event in time order will have. */
    public long endSequence() {
        return numbers.end();
    }

    /** Lowest sequence that can still be read; at most {@link #firstSequence}. */
    public long physicalFirstSequence() {
        return numbers.physicalFirst();
    }

    /** Item of a readable event. */
    public String itemId(long sequence) {
        return events.itemId(index(sequence));
    }

    /** Epoch milliseconds; never falls from one sequence to the next. */
    public long time(long sequence) {
        return events.time(index(sequence));
    }

    /** What the user did. */
    public Action action(long sequence) {
        return events.action(index(sequence));
    }

    /** {@link Ids#eventHash} of the event's id. */
    public long eventHash(long sequence) {
        return events.eventHash(index(sequence));
    }

    /** Which of the user's events this was in order of arrival, from 1. */
    public long arrival(long sequence) {
        return events.arrival(index(sequence));
    }

    /** A readable event as an object. */
    public HistoryEvent event(long sequence) {
        return new HistoryEvent(itemId(sequence), time(sequence), action(sequence));
    }

    /** Events ever added; the arrival of the one added last. */
    public long arrivals() {
        return numbers.arrivals();
    }

    /** How often sequences have shifted since the user's first event. */
    public long lateInserts() {
        return numbers.lateInserts();
    }

    /** Time of the newest event; {@link Long#MIN_VALUE} when there is none. */
    public long newestTime() {
        return size() == 0 ? Long.MIN_VALUE : time(numbers.end() - 1);
    }

    /** Whether a kept event has this {@link Ids#eventHash}. */
    public boolean containsEvent(long eventHash) {
        return events.containsEvent(firstIndex(), eventHash);
    }

    /** Whether a kept event is about this item. */
    public boolean containsItem(String itemId) {
        return containsItem(itemId, numbers.first(), numbers.end());
    }

    /** Whether a readable event of {@code [begin, end)} is about this item. */
    public boolean containsItem(String itemId, long begin, long end) {
        return begin < end && events.containsItem(index(begin), index(end - 1) + 1, itemId);
    }

    /** What {@link #add} did. */
    public enum Added {
        /** At the end: it is the newest. */
        APPENDED,
        /** Before newer events, whose sequences have shifted by one. */
        INSERTED,
        /** Nothing: the history is full and every kept event is newer. */
        TOO_OLD
    }

    /**
     * Adds an event in time order, after those of the same time. The oldest leaves a full history.
     *
     * @throws IllegalArgumentException for a dislike, which is no part of a history, and for an
     *     empty or too long id
     */
    public Added add(String itemId, long time, Action action, long eventHash) {
        Rules.id("item id", itemId, "a history event");
        if (action == Action.DISLIKE) {
            throw Rules.broken(
                    "action", action, "a history event", "not be a dislike", "exclude the item");
        }
        int at = events.firstAfter(firstIndex(), time);
        if (size() == maxEvents && at == firstIndex()) {
            return Added.TOO_OLD;
        }
        boolean late = at < events.count();
        byte[] utf8 = itemId.getBytes(StandardCharsets.UTF_8);
        events.insert(at, utf8, time, (byte) action.code(), eventHash, numbers.arrived());
        long sequence = numbers.physicalFirst() + at;
        stored.changed(sequence);
        numbers.added(sequence, late, maxEvents);
        return late ? Added.INSERTED : Added.APPENDED;
    }

    /**
     * Sequence of the first event that the model reads. It moves by {@link #moveWindow}, with late
     * events inserted before it, and with the oldest event when that leaves.
     */
    public long windowStart() {
        return numbers.windowStart();
    }

    /** Lets the window start at a kept event, or at the end when it shall hold new events only. */
    public void moveWindow(long sequence) {
        numbers.moveWindow(sequence);
    }

    /** Forgets the events that have left. */
    public void compact() {
        if (firstIndex() > 0) {
            events.dropFirst(firstIndex());
            numbers.compacted();
        }
    }

    /** The part of the state that every add writes. */
    public HistoryHead head() {
        return numbers.head();
    }

    /** Kept events of {@code [12 n, 12 n + 12)}. */
    public HistoryPage page(long pageNumber) {
        long from = Math.max(numbers.first(), pageNumber * HistoryPage.EVENTS);
        long to = Math.min(numbers.end(), (pageNumber + 1) * HistoryPage.EVENTS);
        return events.page(from, index(from), index(to - 1) + 1);
    }

    /** Pages to write and to delete since the history was built or {@link #saved}. */
    public HistoryChanges changes() {
        return stored.changes(numbers.first(), numbers.end());
    }

    /** Tells that the {@link #changes} and the {@link #head} are written. */
    public void saved() {
        stored.saved(numbers.first());
    }

    private int firstIndex() {
        return (int) (numbers.first() - numbers.physicalFirst());
    }

    private int index(long sequence) {
        return (int) Objects.checkIndex(sequence - numbers.physicalFirst(), (long) events.count());
    }
}
