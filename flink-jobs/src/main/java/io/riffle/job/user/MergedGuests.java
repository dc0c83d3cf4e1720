package io.riffle.job.user;

import io.riffle.job.state.CodecSerializer;
import io.riffle.schema.ask.GuestHistory;
import io.riffle.schema.ask.MergeUsers;
import io.riffle.schema.codec.GuestHistoryCodec;
import java.time.Duration;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;

/**
 * Which users guests turned out to be, so that clicks that come after the merge find them. The
 * operator sets the current key before each call.
 *
 * <p><b>State</b>: one value a guest, gone {@link #FORWARDED} after the merge.
 */
public final class MergedGuests {

    /** How long later clicks of a guest become the user's. */
    public static final Duration FORWARDED = Duration.ofDays(1);

    private final ValueState<GuestHistory> merges;

    MergedGuests(KeyedStateStore store) {
        ValueStateDescriptor<GuestHistory> merged =
                new ValueStateDescriptor<>(
                        "merged-into", new CodecSerializer<>(GuestHistoryCodec.class));
        merged.enableTimeToLive(StateTtlConfig.newBuilder(FORWARDED).build());
        this.merges = store.getState(merged);
    }

    /** Tells a user of whom nothing is kept that it was a guest, if it was. */
    void read(User user) throws Exception {
        GuestHistory merged = merges.value();
        user.setMergedInto(merged == null ? null : merged.merge());
    }

    /** The current key's guest is a user from now on. */
    public void set(MergeUsers merge) throws Exception {
        merges.update(GuestHistory.of(merge));
    }

    /** Leaves nothing of the current key's guest. */
    void clear() {
        merges.clear();
    }
}
