package io.riffle.job.ask;

import io.riffle.job.user.User;
import io.riffle.schema.Action;
import io.riffle.schema.Candidate;
import io.riffle.schema.Dislikes.Dislike;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.Slate;
import io.riffle.schema.ask.GuestHistory;
import io.riffle.schema.ask.GuestHistory.Event;
import io.riffle.schema.ask.MergeUsers;
import io.riffle.schema.history.UserHistory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Packs what is known of a guest into records: one, unless it is very much. */
public final class GuestHistories {

    /** Events of one record: each of less than 300 bytes. */
    static final int EVENTS = 1_000;

    /** About how many bytes of slates one record holds; a slate alone may be larger. */
    static final int SLATE_BYTES = 256 << 10;

    private GuestHistories() {}

    /**
     * What there is of a guest, at least one record.
     *
     * @param read received time up to which the guest's clicks have been read, epoch ms
     * @param forwards how often it was handed on
     */
    public static List<GuestHistory> of(MergeUsers merge, User guest, long read, int forwards) {
        List<GuestHistory> pieces = new ArrayList<>();
        List<Event> events = events(guest);
        for (int from = 0; from < events.size(); from += EVENTS) {
            List<Event> some = events.subList(from, Math.min(events.size(), from + EVENTS));
            pieces.add(new GuestHistory(merge, some, List.of(), forwards));
        }
        List<Slate> slates = new ArrayList<>();
        long bytes = 0;
        for (Slate slate : guest.slates.labelled(read)) {
            long own = bytes(slate);
            if (!slates.isEmpty() && bytes + own > SLATE_BYTES) {
                pieces.add(new GuestHistory(merge, List.of(), slates, forwards));
                slates.clear();
                bytes = 0;
            }
            slates.add(slate);
            bytes += own;
        }
        return whole(merge, pieces, slates, forwards);
    }

    /** The last slates go along with the events, where these are few. */
    private static List<GuestHistory> whole(
            MergeUsers merge, List<GuestHistory> pieces, List<Slate> slates, int forwards) {
        if (pieces.size() == 1 && pieces.get(0).openSlates().isEmpty()) {
            List<Event> events = pieces.get(0).events();
            return List.of(new GuestHistory(merge, events, slates, forwards));
        }
        if (!slates.isEmpty() || pieces.isEmpty()) {
            pieces.add(new GuestHistory(merge, List.of(), slates, forwards));
        }
        return pieces;
    }

    private static List<Event> events(User guest) {
        UserHistory history = guest.history();
        List<Event> events = new ArrayList<>(history.size());
        for (long at = history.firstSequence(); at < history.endSequence(); at++) {
            events.add(new Event(history.event(at), history.eventHash(at)));
        }
        for (Dislike dislike : guest.dislikeEvents()) {
            HistoryEvent event = new HistoryEvent(dislike.itemId(), dislike.time(), Action.DISLIKE);
            events.add(new Event(event, dislike.eventHash()));
        }
        events.sort(Comparator.comparingLong(event -> event.event().time()));
        return events;
    }

    private static long bytes(Slate slate) {
        long bytes = 1_000;
        for (Candidate candidate : slate.candidates()) {
            bytes += candidate.itemId().length() * 3L + 8 + 4L * candidate.features().length;
        }
        for (String itemId : slate.displayed()) {
            bytes += itemId.length() * 3L + 16;
        }
        return bytes;
    }
}
