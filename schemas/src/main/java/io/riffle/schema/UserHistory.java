package io.riffle.schema;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
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

    private final EventColumns events;
    private final int maxEvents;
    private long physicalFirst;
    private long first;
    private long end;
    private long windowStart;
    private long lateInserts;
    private long arrivals;

    private long storedFirstPage;
    private long changedFrom = Long.MAX_VALUE;

    private UserHistory(EventColumns events, int maxEvents) {
        this.events = events;
        if (maxEvents < 1) {
            throw Rules.broken(
                    "bound", maxEvents, "a user history", "be 1 or more", "the option is not set");
        }
        this.maxEvents = maxEvents;
    }

    /** A history without events. */
    public static UserHistory empty(int maxEvents) {
        return new UserHistory(new EventColumns(), maxEvents);
    }

    /**
     * Rebuilds a history from its state. A lower bound than before drops the oldest events.
     *
     * @param pages in any order; events before {@code head.firstSequence()} are ignored
     * @throws IllegalArgumentException when the pages do not hold exactly the events the head names
     */
    public static UserHistory of(int maxEvents, HistoryHead head, Iterable<HistoryPage> pages) {
        UserHistory history = new UserHistory(new EventColumns(), maxEvents);
        history.physicalFirst = head.firstSequence();
        history.first = head.firstSequence();
        history.end = head.firstSequence();
        history.windowStart = head.windowStart();
        history.lateInserts = head.lateInserts();
        history.arrivals = head.arrivals();
        history.storedFirstPage = head.firstSequence() / HistoryPage.EVENTS;
        List<HistoryPage> ordered = new ArrayList<>();
        pages.forEach(ordered::add);
        ordered.sort(Comparator.comparingLong(HistoryPage::firstSequence));
        for (HistoryPage page : ordered) {
            if (page.endSequence() > history.end) {
                if (page.firstSequence() > history.end) {
                    break;
                }
                history.events.append(page, (int) (history.end - page.firstSequence()));
                history.end = page.endSequence();
            }
        }
        if (history.end != head.endSequence()) {
            throw Rules.broken(
                    "end of the pages",
                    history.end,
                    "a user history",
                    "be " + head.endSequence() + ", as its head says",
                    "a page is lost, or head and pages come from different checkpoints");
        }
        history.first = Math.max(history.first, history.end - maxEvents);
        return history;
    }

    /** Another history of the same events and changes: what is added to one is not in the other. */
    public UserHistory copy() {
        UserHistory copy = new UserHistory(events.copy(), maxEvents);
        copy.physicalFirst = physicalFirst;
        copy.first = first;
        copy.end = end;
        copy.windowStart = windowStart;
        copy.lateInserts = lateInserts;
        copy.arrivals = arrivals;
        copy.storedFirstPage = storedFirstPage;
        copy.changedFrom = changedFrom;
        return copy;
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
        return (int) (end - first);
    }

    /** Sequence of the oldest kept event. */
    public long firstSequence() {
        return first;
    }

    /** Sequence that the next event in time order will have. */
    public long endSequence() {
        return end;
    }

    /** Lowest sequence that can still be read; at most {@link #firstSequence}. */
    public long physicalFirstSequence() {
        return physicalFirst;
    }

    public String itemId(long sequence) {
        return events.itemId(index(sequence));
    }

    /** Epoch milliseconds; never falls from one sequence to the next. */
    public long time(long sequence) {
        return events.time(index(sequence));
    }

    public Action action(long sequence) {
        return events.action(index(sequence));
    }

    public long eventHash(long sequence) {
        return events.eventHash(index(sequence));
    }

    /** Which of the user's events this was in order of arrival, from 1. */
    public long arrival(long sequence) {
        return events.arrival(index(sequence));
    }

    public HistoryEvent event(long sequence) {
        return new HistoryEvent(itemId(sequence), time(sequence), action(sequence));
    }

    /** Events ever added; the arrival of the one added last. */
    public long arrivals() {
        return arrivals;
    }

    /** How often sequences have shifted since the user's first event. */
    public long lateInserts() {
        return lateInserts;
    }

    /** Time of the newest event; {@link Long#MIN_VALUE} when there is none. */
    public long newestTime() {
        return size() == 0 ? Long.MIN_VALUE : time(end - 1);
    }

    /** Whether a kept event has this {@link #hash64}. */
    public boolean containsEvent(long eventHash) {
        return events.containsEvent(firstIndex(), eventHash);
    }

    /** Whether a kept event is about this item. */
    public boolean containsItem(String itemId) {
        return events.containsItem(firstIndex(), itemId);
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
        long sequence = physicalFirst + at;
        arrivals++;
        events.insert(
                at,
                itemId.getBytes(StandardCharsets.UTF_8),
                time,
                (byte) action.code(),
                eventHash,
                arrivals);
        end++;
        changedFrom = Math.min(changedFrom, sequence);
        if (late) {
            lateInserts++;
            // A window that has never hopped holds the whole history, also what comes late.
            if (sequence < windowStart() || (sequence == windowStart() && sequence > first)) {
                windowStart++;
            }
        }
        first = Math.max(first, end - maxEvents);
        return late ? Added.INSERTED : Added.APPENDED;
    }

    /**
     * Sequence of the first event that the model reads. It moves by {@link #moveWindow}, with late
     * events inserted before it, and with the oldest event when that leaves.
     */
    public long windowStart() {
        return Math.max(windowStart, first);
    }

    /** Lets the window start at a kept event, or at the end when it shall hold new events only. */
    public void moveWindow(long sequence) {
        if (sequence < first || sequence > end) {
            throw Rules.broken(
                    "window start",
                    sequence,
                    "a user history",
                    "be in [" + first + ", " + end + "]",
                    "it was computed before events left");
        }
        windowStart = sequence;
    }

    /** Forgets the events that have left. */
    public void compact() {
        if (physicalFirst < first) {
            events.dropFirst(firstIndex());
            physicalFirst = first;
        }
    }

    /** The part of the state that every add writes. */
    public HistoryHead head() {
        return new HistoryHead(first, end, windowStart(), lateInserts, arrivals);
    }

    /** Kept events of {@code [12 n, 12 n + 12)}. */
    public HistoryPage page(long pageNumber) {
        long from = Math.max(first, pageNumber * HistoryPage.EVENTS);
        long to = Math.min(end, (pageNumber + 1) * HistoryPage.EVENTS);
        return events.page(from, index(from), index(to - 1) + 1);
    }

    /** Pages to write and to delete since the history was built or {@link #saved}. */
    public HistoryChanges changes() {
        long firstPage = first / HistoryPage.EVENTS;
        long endPage = (end + HistoryPage.EVENTS - 1) / HistoryPage.EVENTS;
        long writeFrom =
                changedFrom == Long.MAX_VALUE
                        ? endPage
                        : Math.max(firstPage, changedFrom / HistoryPage.EVENTS);
        return new HistoryChanges(writeFrom, endPage, storedFirstPage, firstPage);
    }

    /** Tells that the {@link #changes} and the {@link #head} are written. */
    public void saved() {
        storedFirstPage = first / HistoryPage.EVENTS;
        changedFrom = Long.MAX_VALUE;
    }

    /** The kept events as objects, oldest first. */
    public List<HistoryEvent> events() {
        List<HistoryEvent> list = new ArrayList<>(size());
        for (long sequence = first; sequence < end; sequence++) {
            list.add(event(sequence));
        }
        return list;
    }

    /** Hash by which a repeated event is recognised: {@link Ids#eventHash}. */
    public static long hash64(String eventId) {
        return Ids.eventHash(eventId);
    }

    private int firstIndex() {
        return (int) (first - physicalFirst);
    }

    private int index(long sequence) {
        return (int) Objects.checkIndex(sequence - physicalFirst, (long) events.count());
    }
}
