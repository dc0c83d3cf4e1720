package io.riffle.job.user;

import io.riffle.schema.Activity;
import io.riffle.schema.Dislikes;
import io.riffle.schema.UserProfile;
import io.riffle.schema.ask.MergeUsers;
import io.riffle.schema.history.UserHistory;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One user's state, decoded.
 *
 * <p><b>State</b>: belongs to {@link KeyedUser}, which loads it, keeps it while the user is hot and
 * writes through what changed. The history is read when it is asked for.
 */
public final class User {

    public final String userId;
    public final OpenSlates slates;

    /** What the user was shown for the asking, as far as it was read. */
    public final ServedMemory served = new ServedMemory();

    private final Supplier<UserHistory> stored;
    private @Nullable UserHistory history;
    private @Nullable UserProfile profile;
    private Dislikes dislikes;
    private Set<String> disliked;
    private boolean dislikesChanged;
    private Activity activity;
    private @Nullable MergeUsers mergedInto;

    /**
     * @param stored reads the history from state; called while the user's key is the current one
     */
    User(
            String userId,
            Supplier<UserHistory> stored,
            OpenSlates slates,
            @Nullable UserProfile profile,
            Dislikes dislikes,
            Activity activity) {
        this.userId = userId;
        this.stored = stored;
        this.slates = slates;
        this.profile = profile;
        this.dislikes = dislikes;
        this.disliked = dislikes.itemIds();
        this.activity = activity;
    }

    /**
     * A guest, of whom nothing is kept.
     *
     * @param requestId in place of an id
     */
    public static User guest(String requestId, UserHistory history, Dislikes dislikes) {
        return new User(
                requestId,
                () -> history,
                new OpenSlates(1, false, new TreeMap<>()),
                null,
                dislikes,
                Activity.NONE);
    }

    public UserHistory history() {
        UserHistory read = history;
        if (read == null) {
            read = stored.get();
            history = read;
        }
        return read;
    }

    /** Whether the history was read, and may have changed since. */
    boolean historyRead() {
        return history != null;
    }

    /** From here on the history is another of the same events; who has the one before, keeps it. */
    public void splitHistory() {
        history = history().copy();
    }

    public @Nullable UserProfile profile() {
        return profile;
    }

    void setProfile(@Nullable UserProfile newProfile) {
        profile = newProfile;
    }

    Dislikes dislikes() {
        return dislikes;
    }

    /** Every dislike, oldest first. */
    public List<Dislikes.Dislike> dislikeEvents() {
        return dislikes.entries();
    }

    /** Items that must not be shown. Immutable: later dislikes make a new set. */
    public Set<String> disliked() {
        return disliked;
    }

    public void dislike(Dislikes.Dislike dislike, int max) {
        dislikes = dislikes.and(dislike, max);
        disliked = dislikes.itemIds();
        dislikesChanged = true;
    }

    /** Which user this guest turned out to be; null = none, or one of whom something is kept. */
    public @Nullable MergeUsers mergedInto() {
        return mergedInto;
    }

    void setMergedInto(@Nullable MergeUsers merge) {
        mergedInto = merge;
    }

    /** Whether the user's recent state already holds the event with this hash. */
    public boolean knowsEvent(long eventHash) {
        return history().containsEvent(eventHash) || dislikes.containsEvent(eventHash);
    }

    /** Whether the user has done nothing yet that is kept. */
    public boolean unknown() {
        return history().arrivals() == 0 && dislikes.entries().isEmpty() && slates.size() == 0;
    }

    public Activity activity() {
        return activity;
    }

    /** A click of the user was read. */
    public void read(long received, int partition) {
        activity = activity.read(received, partition);
    }

    /** Takes a click from the user's budget; false when nothing is left. */
    public boolean pays(ClickBudget budget, long received) {
        long paid = budget.pay(activity.paidUntil(), received);
        if (paid == ClickBudget.OVER) {
            return false;
        }
        activity = activity.withPaidUntil(paid);
        return true;
    }

    /** Counts a click towards the user's rate; true when it came faster than a person's do. */
    public boolean isRobot(HumanRate rate, long received) {
        activity = activity.withBusyUntil(rate.count(activity.busyUntil(), received));
        return rate.exceeded(activity.busyUntil(), received);
    }

    /** The user's one timer; 0 = none is set. */
    public void setTimer(long timer) {
        activity = activity.withTimer(timer);
    }

    /** Whether there are dislikes to write; the caller writes them. */
    boolean takeDislikesChanged() {
        boolean changed = dislikesChanged;
        dislikesChanged = false;
        return changed;
    }

    /** About how many bytes of the heap this takes. */
    long bytes() {
        return 4 * HeapBytes.ID
                + (history == null ? 0 : history.bytes())
                + slates.bytes()
                + served.bytes()
                + 2 * HeapBytes.ID * dislikes.entries().size()
                + (profile == null ? 0 : HeapBytes.of(profile.attributes()));
    }
}
