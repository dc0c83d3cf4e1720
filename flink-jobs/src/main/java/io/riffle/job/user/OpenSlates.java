package io.riffle.job.user;

import io.riffle.schema.Action;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.Outcome;
import io.riffle.schema.Slate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
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
 * <p>A dislike is a label and nobody's next click. Which slate a click labels is {@link
 * ClickAttribution}'s to say, and which have lost their time {@link SlateExpiry}'s.
 */
public final class OpenSlates {

    private final int max;
    private final StoredSlates slates;
    private final ClickAttribution attribution;
    private final SlateExpiry expiry;

    /**
     * @param max slates kept; beyond it the oldest takes no more labels
     * @param teachExpired whether a slate that no click came after becomes a sample
     * @param slates by ordinal, as they were stored
     */
    OpenSlates(int max, boolean teachExpired, SortedMap<Long, Slate> slates) {
        this.max = max;
        this.slates = new StoredSlates(slates);
        this.attribution = new ClickAttribution(this.slates);
        this.expiry = new SlateExpiry(this.slates, teachExpired);
    }

    /** How many there are. */
    public int size() {
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
                expiry.close(ordinal, settled);
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
        Long labelled = attribution.slateOf(click, windowMillis, received);
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
            settled.add(slates.emit(newest, outcome(newest, newest.equals(labelled), event)));
        } else if (newest.equals(labelled) && slates.at(newest).revision() > 0) {
            settled.add(slates.emit(newest, Outcome.CORRECTED));
        }
        return settled;
    }

    /** A slate got a label that does not wait for the user's next click. */
    private void settleEarlier(Long labelled, HistoryEvent event, List<Settled> settled) {
        if (slates.at(labelled).revision() > 0) {
            settled.add(slates.emit(labelled, Outcome.CORRECTED));
        } else if (slates.at(labelled).asked() && event.action() != Action.DISLIKE) {
            settled.add(slates.emit(labelled, outcome(labelled, true, event)));
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
                    && !SlateExpiry.over(slate, impression.eventTime(), windowMillis, received)) {
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
        return expiry.expire(newestTime, windowMillis, read);
    }

    /**
     * The earliest deadline of a slate that {@link #expire} has still something to do with; {@link
     * Long#MAX_VALUE} when there is none.
     */
    public long nextDeadline() {
        return expiry.nextDeadline();
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
}
