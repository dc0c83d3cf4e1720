package io.riffle.job.user;

import io.riffle.schema.Action;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.Outcome;
import io.riffle.schema.Slate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.state.MapState;
import org.jspecify.annotations.Nullable;

/**
 * A user's slates that may still get labels, oldest first, and the rules by which a click settles
 * them. The newest one stays until the user's next click, however late that comes: each click but a
 * user's first is the {@code next} of exactly one sample.
 *
 * <p>A dislike is a label and nobody's next click. A click labels the slate that its recommendation
 * id names, else the newest one that holds its item; never one that was asked for after the click
 * happened. A click of the very time of the request came after it, since it arrived after it.
 */
public final class OpenSlates {

    private final int max;
    private final boolean teachExpired;
    private final TreeMap<Long, Slate> slates;
    private final Set<Long> changed = new HashSet<>();
    private final Set<Long> removed = new HashSet<>();

    /** A sample to make of a slate: as the slate was, with the revision it is emitted as. */
    public record Settled(Slate slate, Outcome outcome) {}

    /**
     * @param max slates kept; beyond it the oldest takes no more labels
     * @param teachExpired whether a slate that no click came after becomes a sample
     * @param slates by ordinal, as they were stored
     */
    OpenSlates(int max, boolean teachExpired, SortedMap<Long, Slate> slates) {
        this.max = max;
        this.teachExpired = teachExpired;
        this.slates = new TreeMap<>(slates);
    }

    int size() {
        return slates.size();
    }

    /** What the user was shown last; null when nothing is open. */
    public @Nullable Slate newest() {
        return slates.isEmpty() ? null : slates.lastEntry().getValue();
    }

    /** The slate just shown becomes the newest. */
    public List<Settled> open(Slate slate) {
        put(slates.isEmpty() ? 0 : slates.lastKey() + 1, slate);
        List<Settled> settled = new ArrayList<>();
        while (slates.size() > max) {
            close(slates.firstKey(), settled);
        }
        return settled;
    }

    /**
     * Settles a valid click against the slates that are open.
     *
     * @param windowMillis event time after a slate's query during which it takes labels
     * @param received when the click was, epoch ms: a click that had to wait, as in an outage, is
     *     judged as if it had not
     */
    public List<Settled> settle(ClickEvent click, long windowMillis, long received) {
        List<Settled> settled = new ArrayList<>(2);
        if (slates.isEmpty()) {
            return settled;
        }
        HistoryEvent event = new HistoryEvent(click.itemId(), click.eventTime(), click.action());
        Long newest = slates.lastKey();
        Long labelled = labelledBy(click, windowMillis, received);
        if (labelled != null) {
            put(labelled, at(labelled).labelled(event));
        }
        if (labelled != null && !labelled.equals(newest) && at(labelled).revision() > 0) {
            emit(labelled, Outcome.CORRECTED, settled);
        }
        if (click.action() != Action.DISLIKE && !at(newest).closed()) {
            put(newest, at(newest).closedBy(event));
            boolean shown =
                    newest.equals(labelled) && at(newest).displayed().contains(event.itemId());
            emit(newest, shown ? Outcome.CLICKED : Outcome.ORGANIC, settled);
        } else if (newest.equals(labelled) && at(newest).revision() > 0) {
            emit(newest, Outcome.CORRECTED, settled);
        }
        return settled;
    }

    /**
     * Marks what an impression says was seen of the slate that it names. A sample that was made of
     * the slate before is not made anew for it: one that is, carries the mark.
     *
     * @param received when the impression was, epoch ms
     */
    public void seen(ClickEvent impression, long windowMillis, long received) {
        String named = impression.recommendationId();
        for (Map.Entry<Long, Slate> entry : Map.copyOf(slates).entrySet()) {
            Slate slate = entry.getValue();
            if (slate.recommendationId().equals(named)
                    && !over(slate, impression.eventTime(), windowMillis, received)) {
                Slate marked = slate.seen(impression.itemId());
                if (marked.examined().size() > slate.examined().size()) {
                    put(entry.getKey(), marked);
                }
            }
        }
    }

    /**
     * Lets slates go whose time is over. The newest stays until the next click, but is settled as
     * expired when its deadline has passed, and keeps only what that click needs.
     *
     * @param newestTime of the user's own stream, epoch ms
     * @param read received time up to which the user's clicks have been read, epoch ms
     */
    public List<Settled> expire(long newestTime, long windowMillis, long read) {
        List<Settled> settled = new ArrayList<>();
        for (Long ordinal : List.copyOf(slates.keySet())) {
            if (!over(at(ordinal), newestTime, windowMillis, read)) {
                continue;
            }
            if (!ordinal.equals(slates.lastKey())) {
                close(ordinal, settled);
            } else {
                expired(ordinal, settled);
                shrink(ordinal, read);
            }
        }
        return settled;
    }

    /**
     * The earliest deadline of a slate that {@link #expire} has still something to do with; {@link
     * Long#MAX_VALUE} when there is none.
     */
    public long nextDeadline() {
        long earliest = Long.MAX_VALUE;
        for (Map.Entry<Long, Slate> entry : slates.entrySet()) {
            Slate slate = entry.getValue();
            boolean done = slate.revision() > 0 || !teachExpired;
            if (!done || !entry.getKey().equals(slates.lastKey())) {
                earliest = Math.min(earliest, slate.deadline());
            }
        }
        return earliest;
    }

    /** Lets all slates go without a word. */
    public void clear() {
        for (Long ordinal : List.copyOf(slates.keySet())) {
            remove(ordinal);
        }
    }

    /** About how many bytes of the heap the slates take. */
    long bytes() {
        long bytes = 0;
        for (Slate slate : slates.values()) {
            bytes += HeapBytes.of(slate);
        }
        return bytes;
    }

    /** Writes what changed. */
    void save(MapState<Long, Slate> state) throws Exception {
        for (Long ordinal : changed) {
            state.put(ordinal, at(ordinal));
        }
        for (Long ordinal : removed) {
            state.remove(ordinal);
        }
        changed.clear();
        removed.clear();
    }

    private @Nullable Long labelledBy(ClickEvent click, long windowMillis, long received) {
        Iterator<Map.Entry<Long, Slate>> newestFirst = slates.descendingMap().entrySet().iterator();
        String named = click.recommendationId();
        while (newestFirst.hasNext()) {
            Map.Entry<Long, Slate> entry = newestFirst.next();
            Slate slate = entry.getValue();
            boolean meant = named == null || named.equals(slate.recommendationId());
            if (meant
                    && slate.contains(click.itemId())
                    && slate.queryTime() <= click.eventTime()
                    && !over(slate, click.eventTime(), windowMillis, received)) {
                return entry.getKey();
            }
        }
        return null;
    }

    private static boolean over(Slate slate, long time, long windowMillis, long received) {
        return time > slate.queryTime() + windowMillis || received > slate.deadline();
    }

    private void emit(Long ordinal, Outcome outcome, List<Settled> settled) {
        Slate slate = at(ordinal);
        settled.add(new Settled(slate, outcome));
        put(ordinal, slate.emitted());
    }

    private void close(Long ordinal, List<Settled> settled) {
        expired(ordinal, settled);
        remove(ordinal);
    }

    private void expired(Long ordinal, List<Settled> settled) {
        if (teachExpired && at(ordinal).revision() == 0) {
            emit(ordinal, Outcome.EXPIRED, settled);
        }
    }

    /** A silent user's slate, which may stay for ever, is told of and takes no more labels. */
    private void shrink(Long ordinal, long read) {
        Slate slate = at(ordinal);
        boolean told = slate.revision() > 0;
        boolean whole = !slate.candidates().isEmpty() || !slate.profile().isEmpty();
        if (told && whole && read > slate.deadline()) {
            put(ordinal, slate.pastDeadline());
        }
    }

    private void remove(Long ordinal) {
        slates.remove(ordinal);
        changed.remove(ordinal);
        removed.add(ordinal);
    }

    private void put(Long ordinal, Slate slate) {
        slates.put(ordinal, slate);
        changed.add(ordinal);
        removed.remove(ordinal);
    }

    private Slate at(Long ordinal) {
        Slate slate = slates.get(ordinal);
        if (slate == null) {
            throw new IllegalStateException("No open slate has ordinal " + ordinal);
        }
        return slate;
    }
}
