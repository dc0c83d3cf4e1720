package io.riffle.job.operator;

import io.riffle.job.state.CodecSerializer;
import io.riffle.schema.Dislikes;
import io.riffle.schema.HistoryChanges;
import io.riffle.schema.HistoryHead;
import io.riffle.schema.HistoryPage;
import io.riffle.schema.Slate;
import io.riffle.schema.UserHistory;
import io.riffle.schema.UserProfile;
import io.riffle.schema.codec.DislikesCodec;
import io.riffle.schema.codec.HistoryHeadCodec;
import io.riffle.schema.codec.HistoryPageCodec;
import io.riffle.schema.codec.OpenSlateCodec;
import io.riffle.schema.codec.UserProfileCodec;
import java.util.LinkedHashMap;
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
 * <p><b>State</b>: head, pages, dislikes, profile and open slates, each with its codec. Beside it a
 * bounded map of decoded users on the heap, least recently used out: a hot user costs no read.
 * Every commit writes through, so the map holds nothing that the state does not, and starts empty
 * after a restore.
 */
final class KeyedUser {

    private final ValueState<HistoryHead> heads;
    private final MapState<Long, HistoryPage> pages;
    private final ValueState<Dislikes> dislikes;
    private final ValueState<UserProfile> profiles;
    private final MapState<Long, Slate> slates;
    private final Map<String, User> hot;
    private final int maxEvents;
    private final int maxOpenSlates;
    private long misses;

    KeyedUser(KeyedStateStore store, Settings settings) {
        this.heads =
                store.getState(
                        new ValueStateDescriptor<>(
                                "history-head", new CodecSerializer<>(HistoryHeadCodec.class)));
        this.pages =
                store.getMapState(
                        new MapStateDescriptor<>(
                                "history-pages",
                                LongSerializer.INSTANCE,
                                new CodecSerializer<>(HistoryPageCodec.class)));
        this.dislikes =
                store.getState(
                        new ValueStateDescriptor<>(
                                "dislikes", new CodecSerializer<>(DislikesCodec.class)));
        this.profiles =
                store.getState(
                        new ValueStateDescriptor<>(
                                "profile", new CodecSerializer<>(UserProfileCodec.class)));
        this.slates =
                store.getMapState(
                        new MapStateDescriptor<>(
                                "open-slates",
                                LongSerializer.INSTANCE,
                                new CodecSerializer<>(OpenSlateCodec.class)));
        this.maxEvents = settings.maxEvents();
        this.maxOpenSlates = settings.attribution().maxOpenSlates();
        this.hot = leastRecentlyUsedOut(settings.cachedUsers());
    }

    /** The current key's user. */
    User load(String userId) throws Exception {
        User user = hot.get(userId);
        if (user == null) {
            misses++;
            user = read(userId);
            hot.put(userId, user);
        }
        return user;
    }

    /** Writes what changed since the user was loaded or last committed. */
    void commit(User user) throws Exception {
        UserHistory history = user.history;
        HistoryChanges changes = history.changes();
        for (long page = changes.writeFrom(); page < changes.writeTo(); page++) {
            pages.put(page, history.page(page));
        }
        for (long page = changes.deleteFrom(); page < changes.deleteTo(); page++) {
            pages.remove(page);
        }
        heads.update(history.head());
        history.saved();
        history.compact();
        if (user.takeDislikesChanged()) {
            dislikes.update(user.dislikes());
        }
        user.slates.save(slates);
    }

    /** Replaces the current key's profile; null withdraws it. */
    void setProfile(String userId, @Nullable UserProfile profile) throws Exception {
        if (profile == null) {
            profiles.clear();
        } else {
            profiles.update(profile);
        }
        User user = hot.get(userId);
        if (user != null) {
            user.setProfile(profile);
        }
    }

    /** Leaves nothing of the current key's user. */
    void forget(String userId) {
        heads.clear();
        pages.clear();
        dislikes.clear();
        profiles.clear();
        slates.clear();
        hot.remove(userId);
    }

    /** Users read from state so far because they were not hot. */
    long misses() {
        return misses;
    }

    private User read(String userId) throws Exception {
        HistoryHead head = heads.value();
        UserHistory history =
                head == null
                        ? UserHistory.empty(maxEvents)
                        : UserHistory.of(maxEvents, head, pages.values());
        Dislikes disliked = dislikes.value();
        return new User(
                userId,
                history,
                new OpenSlates(maxOpenSlates, readSlates()),
                profiles.value(),
                disliked == null ? Dislikes.NONE : disliked);
    }

    private SortedMap<Long, Slate> readSlates() throws Exception {
        SortedMap<Long, Slate> open = new TreeMap<>();
        for (Map.Entry<Long, Slate> entry : slates.entries()) {
            open.put(entry.getKey(), entry.getValue());
        }
        return open;
    }

    private static Map<String, User> leastRecentlyUsedOut(int capacity) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, User> eldest) {
                return size() > capacity;
            }
        };
    }
}
