package io.riffle.job.operator;

import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.BooleanSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;

/**
 * Items that the catalogue has withdrawn. An item it never named is not among them.
 *
 * <p><b>State</b>: broadcast, so that a restart need not wait for the catalogue.
 */
final class WithdrawnItems {

    private final BroadcastState<String, Boolean> state;

    WithdrawnItems(OperatorStateStore store) throws Exception {
        this.state =
                store.getBroadcastState(
                        new MapStateDescriptor<>(
                                "withdrawn-items",
                                StringSerializer.INSTANCE,
                                BooleanSerializer.INSTANCE));
    }

    boolean contains(String itemId) {
        try {
            return state.contains(itemId);
        } catch (Exception e) {
            throw new IllegalStateException("Broadcast state is on the heap and can be read", e);
        }
    }

    void add(String itemId) throws Exception {
        state.put(itemId, true);
    }

    void remove(String itemId) throws Exception {
        state.remove(itemId);
    }

    /** Withdraws them all from a model that does not know yet. */
    void applyTo(Inference inference) throws Exception {
        for (Map.Entry<String, Boolean> item : state.immutableEntries()) {
            inference.withdraw(item.getKey());
        }
    }
}
