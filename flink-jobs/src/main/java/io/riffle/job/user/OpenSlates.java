package io.riffle.job.user;

import io.riffle.schema.Action;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.Outcome;
import io.riffle.schema.Slate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.flink.api.common.state.MapState;
import org.jspecify.annotations.Nullable;

/**
 * A user's slates that may still get labels, oldest first, and the rules by which a click settles
 * them. The newest one stays until the user's next click, however late that comes: each click but a
 * user's first is the {@code next} of exactly one sample.
 *
 * <p>The slate of a request takes labels until its time is over, and is nobody's turn to wait: the
 * click is the {@code next} of the slate that answered the click before.
 *
 * <p>A dislike is a label and nobody's next click. A click labels the slate that its recommendation
 * id names, else the newest one that holds its item; never one that was asked for after the click
 * happened. A click of the very time of the request came after it, since it arrived after it.
 */
public final class OpenSlates {

    private final int max;
    private final boolean teachExpired;
    private final StoredSlates slates;

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
        this.slates = new StoredSlates(slates);
    }

    int size() {
        return slates.size();
    }

    /** What answered the user's last click; null when nothing is open. */
    public @Nullable Slate newest() {
        Long waiting = slates.waiting();
        return waiting == null ? null : slates.at(waiting);
    }

    /** All that may still get labels, oldest first; what waits for the next click alone is not. */
    public List<Slate> labelled(long read) {
        return slates.all().stream().filter(slate -> read <= slate.deadline()).toList();
    }

    /** What is open under a recommendation id; null when nothing is. */
    public @Nullable Slate named(String recommendationId) {
        for (Slate slate : slates.all()) {
            if (slate.recommendationId().equals(recommendationId)) {
                return slate;
            }
        }
        return null;
    }

    /** The slate just shown takes labels; the answer to a click becomes the newest. */
    public List<Settled> open(Slate slate) {
        slates.add(slate);
        Long waiting = slates.waiting();
        List<Settled> settled = new ArrayList<>();
        Iterator<Long> oldest = slates.ordinals().iterator();
        while (slates.size() > max && oldest.hasNext()) {
            Long ordinal = oldest.next();
            if (ordinal.equals(waiting)) {
                continue;
            }
            if (slates.at(ordinal).asked()) {
                // It was not given the time in which a click would have come.
                slates.remove(ordinal);
            } else {
                close(ordinal, settled);
            }
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
        if (slates.size() == 0) {
            return settled;
        }
        HistoryEvent event = new HistoryEvent(click.itemId(), click.eventTime(), click.action());
        Long newest = slates.waiting();
        Long labelled = labelledBy(click, windowMillis, received);
        if (labelled != null) {
            slates.put(labelled, slates.at(labelled).labelled(event));
        }
        if (labelled != null && !labelled.equals(newest)) {
            settleEarlier(labelled, event, settled);
        }
        if (newest == null) {
            return settled;
        }
        if (click.action() != Action.DISLIKE && !slates.at(newest).closed()) {
            slates.put(newest, slates.at(newest).closedBy(event));
            emit(newest, outcome(newest, newest.equals(labelled), event), settled);
        } else if (newest.equals(labelled) && slates.at(newest).revision() > 0) {
            emit(newest, Outcome.CORRECTED, settled);
        }
        return settled;
    }

    /** A slate got a label that does not wait for the user's next click. */
    private void settleEarlier(Long labelled, HistoryEvent event, List<Settled> settled) {
        if (slates.at(labelled).revision() > 0) {
            emit(labelled, Outcome.CORRECTED, settled);
        } else if (slates.at(labelled).asked() && event.action() != Action.DISLIKE) {
            emit(labelled, outcome(labelled, true, event), settled);
        }
    }

    private Outcome outcome(Long ordinal, boolean labelled, HistoryEvent event) {
        return labelled && slates.at(ordinal).displayed().contains(event.itemId())
                ? Outcome.CLICKED
                : Outcome.ORGANIC;
    }

    /**
     * Marks what an impression says was seen of the slate that it names. A sample that was made of
     * the slate before is not made anew for it: one that is, carries the mark.
     *
     * @param received when the impression was, epoch ms
     */
    public void seen(ClickEvent impression, long windowMillis, long received) {
        String named = impression.recommendationId();
        for (Long ordinal : slates.ordinals()) {
            Slate slate = slates.at(ordinal);
            if (slate.recommendationId().equals(named)
                    && !over(slate, impression.eventTime(), windowMillis, received)) {
                Slate marked = slate.seen(impression.itemId());
                if (marked.examined().size() > slate.examined().size()) {
                    slates.put(ordinal, marked);
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
        Long waiting = slates.waiting();
        for (Long ordinal : slates.ordinals()) {
            if (!over(slates.at(ordinal), newestTime, windowMillis, read)) {
                continue;
            }
            if (!ordinal.equals(waiting)) {
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
        Long waiting = slates.waiting();
        for (Long ordinal : slates.ordinals()) {
            Slate slate = slates.at(ordinal);
            boolean done = slate.revision() > 0 || !teachExpired;
            if (!done || !ordinal.equals(waiting)) {
                earliest = Math.min(earliest, slate.deadline());
            }
        }
        return earliest;
    }

    /** Lets all slates go without a word. */
    public void clear() {
        for (Long ordinal : slates.ordinals()) {
            slates.remove(ordinal);
        }
    }

    /** About how many bytes of the heap the slates take. */
    long bytes() {
        return slates.bytes();
    }

    /** Writes what changed. */
    void save(MapState<Long, Slate> state) throws Exception {
        slates.save(state);
    }

    private @Nullable Long labelledBy(ClickEvent click, long windowMillis, long received) {
        String named = click.recommendationId();
        for (Map.Entry<Long, Slate> entry : slates.newestFirst()) {
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
        Slate slate = slates.at(ordinal);
        settled.add(new Settled(slate, outcome));
        slates.put(ordinal, slate.emitted());
    }

    private void close(Long ordinal, List<Settled> settled) {
        expired(ordinal, settled);
        slates.remove(ordinal);
    }

    private void expired(Long ordinal, List<Settled> settled) {
        if (teachExpired && slates.at(ordinal).revision() == 0) {
            emit(ordinal, Outcome.EXPIRED, settled);
        }
    }

    /** A silent user's slate, which may stay for ever, is told of and takes no more labels. */
    private void shrink(Long ordinal, long read) {
        Slate slate = slates.at(ordinal);
        boolean told = slate.revision() > 0;
        boolean whole = !slate.candidates().isEmpty() || !slate.profile().isEmpty();
        if (told && whole && read > slate.deadline()) {
            slates.put(ordinal, slate.pastDeadline());
        }
    }
}
