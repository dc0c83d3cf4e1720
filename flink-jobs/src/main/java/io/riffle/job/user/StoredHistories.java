package io.riffle.job.user;

import io.riffle.job.state.CodecSerializer;
import io.riffle.schema.codec.HistoryHeadCodec;
import io.riffle.schema.codec.HistoryPageCodec;
import io.riffle.schema.history.HistoryChanges;
import io.riffle.schema.history.HistoryHead;
import io.riffle.schema.history.HistoryPage;
import io.riffle.schema.history.UserHistory;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * Users' histories as they are stored: a head that says where the events are and what the user did
 * last, and pages of events. The operator sets the current key before each call.
 *
 * <p><b>State</b>: one head a user, and a page for each few events.
 */
final class StoredHistories {

    private final ValueState<HistoryHead> heads;
    private final MapState<Long, HistoryPage> pages;
    private final int maxEvents;

    /**
     * @param maxEvents kept in a history
     */
    StoredHistories(KeyedStateStore store, int maxEvents) {
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
        this.maxEvents = maxEvents;
    }

    /** The current key's head; null where nothing is kept of the user. */
    @Nullable HistoryHead head() throws Exception {
        return heads.value();
    }

    /** The current key's history, with all its pages. */
    UserHistory read(@Nullable HistoryHead head) {
        if (head == null) {
            return UserHistory.empty(maxEvents);
        }
        try {
            return UserHistory.of(maxEvents, head, pages.values());
        } catch (Exception e) {
            throw new FlinkRuntimeException("The pages of a user's history must be readable", e);
        }
    }

    /** Writes what changed; of a history that was not read, what the user did last. */
    void commit(User user) throws Exception {
        if (user.historyRead()) {
            heads.update(writePages(user.history()).with(user.activity()));
        } else {
            HistoryHead head = heads.value();
            if (head != null) {
                heads.update(head.with(user.activity()));
            }
        }
    }

    /** Leaves nothing of the current key's history. */
    void clear() {
        heads.clear();
        pages.clear();
    }

    private HistoryHead writePages(UserHistory history) throws Exception {
        HistoryChanges changes = history.changes();
        for (long page = changes.writeFrom(); page < changes.writeTo(); page++) {
            pages.put(page, history.page(page));
        }
        for (long page = changes.deleteFrom(); page < changes.deleteTo(); page++) {
            pages.remove(page);
        }
        history.saved();
        history.compact();
        return history.head();
    }
}
