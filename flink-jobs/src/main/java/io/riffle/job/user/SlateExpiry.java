package io.riffle.job.user;

import io.riffle.schema.Outcome;
import io.riffle.schema.Slate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * When a user's slates take no more labels, and what becomes of them then: a window of the user's
 * own time after the query, and a deadline of the time that is read.
 *
 * <p><b>Units</b>: epoch ms; windows in ms.
 */
final class SlateExpiry {

    private final StoredSlates slates;
    private final boolean teachExpired;

    /**
     * @param teachExpired whether a slate that no click came after becomes a sample
     */
    SlateExpiry(StoredSlates slates, boolean teachExpired) {
        this.slates = slates;
        this.teachExpired = teachExpired;
    }

    /** Whether a slate takes no label of what happened at the time and was received then. */
    static boolean over(Slate slate, long time, long windowMillis, long received) {
        return time > slate.queryTime() + windowMillis || received > slate.deadline();
    }

    /** As {@link OpenSlates#expire}. */
    List<Settled> expire(long newestTime, long windowMillis, long read) {
        List<Settled> settled = new ArrayList<>();
        Long waiting = slates.waiting();
        for (Long ordinal : slates.which(s -> over(s, newestTime, windowMillis, read))) {
            if (!ordinal.equals(waiting)) {
                close(ordinal, settled);
            } else {
                expired(ordinal, settled);
                shrink(ordinal, read);
            }
        }
        return settled;
    }

    /** As {@link OpenSlates#nextDeadline}. */
    long nextDeadline() {
        long earliest = Long.MAX_VALUE;
        Long waiting = slates.waiting();
        for (Map.Entry<Long, Slate> entry : slates.newestFirst()) {
            Slate slate = entry.getValue();
            boolean done = slate.revision() > 0 || !teachExpired;
            if (!done || !entry.getKey().equals(waiting)) {
                earliest = Math.min(earliest, slate.deadline());
            }
        }
        return earliest;
    }

    /** Lets a slate go, settled as expired if nothing has settled it before. */
    void close(Long ordinal, List<Settled> settled) {
        expired(ordinal, settled);
        slates.remove(ordinal);
    }

    private void expired(Long ordinal, List<Settled> settled) {
        if (teachExpired && slates.at(ordinal).revision() == 0) {
            settled.add(slates.emit(ordinal, Outcome.EXPIRED));
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
