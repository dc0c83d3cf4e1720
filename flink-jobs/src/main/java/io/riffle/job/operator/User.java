package io.riffle.job.operator;

import io.riffle.schema.Dislikes;
import io.riffle.schema.UserHistory;
import io.riffle.schema.UserProfile;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One user's state, decoded.
 *
 * <p><b>State</b>: belongs to {@link KeyedUser}, which loads it, keeps it while the user is hot and
 * writes through what changed.
 */
final class User {

    private static final long TIMER_MILLIS = 60_000;

    final String userId;
    final UserHistory history;
    final OpenSlates slates;
    private @Nullable UserProfile profile;
    private Dislikes dislikes;
    private Set<String> disliked;
    private boolean dislikesChanged;
    private long timer;

    User(
            String userId,
            UserHistory history,
            OpenSlates slates,
            @Nullable UserProfile profile,
            Dislikes dislikes) {
        this.userId = userId;
        this.history = history;
        this.slates = slates;
        this.profile = profile;
        this.dislikes = dislikes;
        this.disliked = dislikes.itemIds();
    }

    @Nullable UserProfile profile() {
        return profile;
    }

    void setProfile(@Nullable UserProfile newProfile) {
        profile = newProfile;
    }

    Dislikes dislikes() {
        return dislikes;
    }

    /** Items that must not be shown. Immutable: later dislikes make a new set. */
    Set<String> disliked() {
        return disliked;
    }

    void dislike(Dislikes.Dislike dislike, int max) {
        dislikes = dislikes.and(dislike, max);
        disliked = dislikes.itemIds();
        dislikesChanged = true;
    }

    /** Whether the user's recent state already holds the event with this hash. */
    boolean knowsEvent(long eventHash) {
        return history.containsEvent(eventHash) || dislikes.containsEvent(eventHash);
    }

    /**
     * Deadline of the user's earliest open slate, rounded up to the minute, unless a timer is
     * already set for it or before; {@link Long#MAX_VALUE} when no timer is needed. Restored users
     * may get one timer too many, which finds nothing to do.
     */
    long nextTimer(long now) {
        if (timer > now) {
            return Long.MAX_VALUE;
        }
        long deadline = slates.nextDeadline(now);
        if (deadline == Long.MAX_VALUE) {
            return deadline;
        }
        timer = (deadline / TIMER_MILLIS + 1) * TIMER_MILLIS;
        return timer;
    }

    /** Whether there are dislikes to write; the caller writes them. */
    boolean takeDislikesChanged() {
        boolean changed = dislikesChanged;
        dislikesChanged = false;
        return changed;
    }
}
