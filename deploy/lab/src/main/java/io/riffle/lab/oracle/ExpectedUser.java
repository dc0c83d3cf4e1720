package io.riffle.lab.oracle;

import io.riffle.schema.ClickEvent;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.actions.ActionRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one user did, in order of arrival, each event once; and what must follow from it. */
final class ExpectedUser {

    private static final Comparator<HistoryEvent> BY_TIME =
            Comparator.comparingLong(HistoryEvent::time);

    private final ActionRules actions;
    private final List<HistoryEvent> events = new ArrayList<>();

    /** By event id, how many events of the history had arrived with it. */
    private final Map<String, Integer> arrived = new HashMap<>();

    private final List<String> answered = new ArrayList<>();

    private int partition = -1;
    private boolean ordered = true;
    private boolean waiting;
    private int nexts;

    ExpectedUser(ActionRules actions) {
        this.actions = actions;
    }

    /**
     * One click, in the order of its partition.
     *
     * @param late whether it came too late for an answer
     * @return whether it is new, not an earlier one again
     */
    boolean add(ClickEvent click, int ofPartition, boolean late) {
        // Between partitions there is no order that a reader afterwards could know.
        ordered &= partition < 0 || partition == ofPartition;
        partition = ofPartition;
        if (arrived.containsKey(click.eventId())) {
            return false;
        }
        if (actions.entersHistory(click.action())) {
            events.add(new HistoryEvent(click.itemId(), click.eventTime(), click.action()));
            nexts += waiting ? 1 : 0;
            waiting = false;
        }
        arrived.put(click.eventId(), events.size());
        if (!late) {
            answered.add(click.eventId());
            waiting = true;
        }
        return true;
    }

    /** Ids of the events that must be answered. */
    Iterable<String> answered() {
        return answered;
    }

    /** Whether such an event came. */
    boolean has(String eventId) {
        return arrived.containsKey(eventId);
    }

    /**
     * How many requests must have a next click: each that was answered before another click of the
     * history came, but once for those between two of them.
     */
    int nexts() {
        return nexts;
    }

    /** Whether histories can be judged: all events came through one partition. */
    boolean ordered() {
        return ordered;
    }

    /**
     * Whether a sample's history is the newest part of what had arrived with an event; null when
     * that event is unknown. A part that is shorter than {@code most} is as good when the user has
     * more events than are kept.
     *
     * @param kept events that a history keeps
     * @param most events of the history that a sample carries
     */
    @Nullable Boolean isHistory(List<HistoryEvent> found, String eventId, int kept, int most) {
        Integer count = arrived.get(eventId);
        if (count == null) {
            return null;
        }
        List<HistoryEvent> expected = new ArrayList<>(events.subList(0, count));
        expected.sort(BY_TIME);
        int least = events.size() > kept ? 0 : Math.min(most, expected.size());
        int size = found.size();
        return size >= least
                && size <= Math.min(most, expected.size())
                && expected.subList(expected.size() - size, expected.size()).equals(found);
    }
}
