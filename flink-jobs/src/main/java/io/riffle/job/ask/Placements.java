package io.riffle.job.ask;

import io.riffle.job.metrics.RecommendMetrics;
import io.riffle.job.state.CodecSerializer;
import io.riffle.schema.ask.PlacementRules;
import io.riffle.schema.codec.PlacementRulesCodec;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules of every placement.
 *
 * <p><b>State</b>: broadcast, {@link #MOST} placements at most: rules of more are not taken.
 */
public final class Placements {

    /** Placements that have rules. */
    public static final int MOST = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(Placements.class);

    private final BroadcastState<String, PlacementRules> state;
    private final Map<String, PlacementRules> rules = new HashMap<>();

    public Placements(OperatorStateStore store) throws Exception {
        this.state =
                store.getBroadcastState(
                        new MapStateDescriptor<>(
                                "placement-rules",
                                StringSerializer.INSTANCE,
                                new CodecSerializer<>(PlacementRulesCodec.class)));
        for (Map.Entry<String, PlacementRules> entry : state.immutableEntries()) {
            rules.put(entry.getKey(), entry.getValue());
        }
    }

    /** What holds for a placement; nothing for one without rules. */
    public PlacementRules of(String placement) {
        PlacementRules known = rules.get(placement);
        return known == null ? PlacementRules.none(placement) : known;
    }

    /** Whether the placement has rules. */
    public boolean ruled(String placement) {
        return rules.containsKey(placement);
    }

    /** Whether answers may be others once these rules hold. */
    public boolean changes(PlacementRules newer) {
        return !newer.equals(rules.get(newer.placement()));
    }

    /** The rules hold from now on. */
    public void set(PlacementRules newer) throws Exception {
        if (rules.size() == MOST && !rules.containsKey(newer.placement())) {
            LOG.warn("The number of placements with rules ({}) must be at most {}", MOST + 1, MOST);
            return;
        }
        rules.put(newer.placement(), newer);
        state.put(newer.placement(), newer);
    }

    /** No rules hold for the placement from now on. */
    public void remove(String placement) throws Exception {
        rules.remove(placement);
        state.remove(placement);
    }

    /** Registers how many there are. */
    public void gauges(RecommendMetrics numbers) {
        numbers.gauge("placement.ruled", rules::size);
    }
}
