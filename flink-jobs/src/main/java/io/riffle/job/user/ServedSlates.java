package io.riffle.job.user;

import io.riffle.job.state.CodecSerializer;
import io.riffle.job.state.Served;
import io.riffle.job.state.ServedCodec;
import io.riffle.schema.ask.PlacementRules;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;

/**
 * What users were shown for the asking. The operator sets the current key before each call.
 *
 * <p><b>State</b>: one value a user, gone {@link PlacementRules#LONGEST_MEMORY} after the last
 * slate that was asked for.
 */
public final class ServedSlates {

    private final ValueState<Served> slates;

    ServedSlates(KeyedStateStore store) {
        ValueStateDescriptor<Served> shown =
                new ValueStateDescriptor<>(
                        "served-slates", new CodecSerializer<>(ServedCodec.class));
        shown.enableTimeToLive(StateTtlConfig.newBuilder(PlacementRules.LONGEST_MEMORY).build());
        this.slates = store.getState(shown);
    }

    /** Reads what the current key's user was shown, if it was not yet. */
    public void read(User user) throws Exception {
        if (!user.served.wasRead()) {
            Served before = slates.value();
            user.served.set(before == null ? Served.NOTHING : before);
        }
    }

    /** Writes what the user was shown since; of one of whom nothing else is kept, too. */
    public void commit(User user) throws Exception {
        if (user.served.takeChanged()) {
            slates.update(user.served.value());
        }
    }

    /** Leaves nothing of the current key's user. */
    void clear() {
        slates.clear();
    }
}
