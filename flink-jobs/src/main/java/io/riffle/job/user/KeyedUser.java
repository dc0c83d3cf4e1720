package io.riffle.job.user;

import io.riffle.job.metrics.RecommendMetrics;
import io.riffle.job.settings.AttributionSettings;
import io.riffle.job.settings.RecommendSettings;
import io.riffle.job.state.CodecSerializer;
import io.riffle.schema.Activity;
import io.riffle.schema.Dislikes;
import io.riffle.schema.ForgetReceipt;
import io.riffle.schema.Slate;
import io.riffle.schema.UserProfile;
import io.riffle.schema.codec.DislikesCodec;
import io.riffle.schema.codec.OpenSlateCodec;
import io.riffle.schema.history.HistoryHead;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.jspecify.annotations.Nullable;

/**
 * One user's keyed state behind few verbs. The operator sets the current key before each of them.
 *
 * <p><b>State</b>: head, pages, dislikes, profile and open slates, each with its codec. Beside it
 * {@link HotUsers}, who cost no read. Every commit writes through, so these hold nothing that the
 * state does not, and there are none after a restore.
 */
public final class KeyedUser {

    private final StoredHistories histories;
    private final ValueState<Dislikes> dislikes;
    private final StoredProfiles profiles;
    private final MapState<Long, Slate> slates;
    private final ServedSlates served;
    private final MergedGuests merged;
    private final HotUsers hot;
    private final AttributionSettings slateRules;
    private long misses;

    public KeyedUser(KeyedStateStore store, RecommendSettings settings) {
        this.histories = new StoredHistories(store, settings.maxEvents());
        this.dislikes =
                store.getState(
                        new ValueStateDescriptor<>(
                                "dislikes", new CodecSerializer<>(DislikesCodec.class)));
        this.profiles = new StoredProfiles(store);
        this.slates =
                store.getMapState(
                        new MapStateDescriptor<>(
                                "open-slates",
                                LongSerializer.INSTANCE,
                                new CodecSerializer<>(OpenSlateCodec.class)));
        this.served = new ServedSlates(store);
        this.merged = new MergedGuests(store);
        this.slateRules = settings.attribution();
        this.hot = new HotUsers(settings.users().cached(), settings.users().cachedBytes());
    }

    /** The current key's user, who is hot from now on. */
    public User load(String userId) throws Exception {
        User user = hot.get(userId);
        if (user == null) {
            misses++;
            HistoryHead head = histories.head();
            user = read(userId, head);
            user.history();
            if (head == null) {
                merged.read(user);
            }
            hot.keep(user);
        }
        return user;
    }

    /** Which users guests turned out to be. */
    public MergedGuests merged() {
        return merged;
    }

    /** What users were shown for the asking. */
    public ServedSlates served() {
        return served;
    }

    /** The current key's user, hot only if already so; null when there is none. */
    public @Nullable User glance(String userId) throws Exception {
        User user = hot.get(userId);
        if (user != null) {
            return user;
        }
        HistoryHead head = histories.head();
        return head == null ? null : read(userId, head);
    }

    /** Writes what changed since the user was loaded or last committed. */
    public void commit(User user) throws Exception {
        histories.commit(user);
        if (user.takeDislikesChanged()) {
            dislikes.update(user.dislikes());
        }
        user.slates.save(slates);
        served.commit(user);
        if (hot.get(user.userId) == user) {
            hot.keep(user);
        }
    }

    /** Replaces the current key's profile; null withdraws it. */
    public void setProfile(String userId, @Nullable UserProfile profile) throws Exception {
        if (!profiles.replace(profile)) {
            return;
        }
        User user = hot.get(userId);
        if (user != null) {
            user.setProfile(profile);
            hot.keep(user);
        }
    }

    /**
     * Leaves nothing of the current key's user but a timer, which then finds nobody.
     *
     * @return what there was
     */
    public ForgetReceipt.Purged forget(String userId) throws Exception {
        boolean profile = profiles.value() != null;
        User user = glance(userId);
        ForgetReceipt.Purged purged =
                user == null
                        ? new ForgetReceipt.Purged(0, 0, 0, profile, 0, 0)
                        : new ForgetReceipt.Purged(
                                user.history().size(),
                                user.slates.size(),
                                user.dislikes().entries().size(),
                                profile,
                                0,
                                0);
        leave(userId);
        merged.clear();
        profiles.clear();
        return purged;
    }

    /** Leaves nothing of what the current key's user did; the profile is the CRM's to withdraw. */
    public void leave(String userId) {
        histories.clear();
        dislikes.clear();
        slates.clear();
        served.clear();
        hot.remove(userId);
    }

    /** Users on the heap. */
    public HotUsers hot() {
        return hot;
    }

    public void gauges(RecommendMetrics numbers) {
        numbers.gauge("state.misses", () -> misses);
        numbers.gauge("state.hot_users", hot::size);
        numbers.gauge("state.hot_bytes", hot::bytes);
        numbers.gauge("profile.outdated", profiles::outdated);
    }

    /** Users read from state so far because they were not hot. */
    public long misses() {
        return misses;
    }

    private User read(String userId, @Nullable HistoryHead head) throws Exception {
        Dislikes disliked = dislikes.value();
        return new User(
                userId,
                () -> histories.read(head),
                new OpenSlates(slateRules.maxOpenSlates(), slateRules.expired(), readSlates()),
                profiles.value(),
                disliked == null ? Dislikes.NONE : disliked,
                head == null ? Activity.NONE : head.activity());
    }

    private SortedMap<Long, Slate> readSlates() throws Exception {
        SortedMap<Long, Slate> open = new TreeMap<>();
        for (Map.Entry<Long, Slate> entry : slates.entries()) {
            open.put(entry.getKey(), entry.getValue());
        }
        return open;
    }
}
