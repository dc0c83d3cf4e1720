package io.riffle.lab.kafka;

import io.riffle.schema.ModelUpdate;
import io.riffle.schema.Recommendation;
import io.riffle.schema.wire.RawRecord;
import io.riffle.schema.wire.RecommendationWire;
import io.riffle.schema.wire.WireException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Which versions serve, as the newest recommendation says. What was announced need not: a job
 * refuses what it cannot use, and takes its time to load.
 *
 * @param backbone 0 when popular items are served
 * @param reranker 0 when none serves
 * @param emittedTime epoch ms
 */
public record ServedVersions(long backbone, long reranker, long emittedTime) {

    private static final String TOPIC = "recommendations";

    /** Of a partition, looked at from its end: the last records may be marks of transactions. */
    private static final long TAIL = 8;

    /**
     * The newest answer's, of those there are at the call; null when there is none, also where the
     * job writes to a topic of another name.
     */
    public static @Nullable ServedVersions read(KafkaAccess access) {
        RecommendationWire wire = new RecommendationWire();
        AtomicReference<@Nullable ServedVersions> newest = new AtomicReference<>();
        // As far as it reached at the start: who reads on under live traffic never ends.
        new TopicReader(access, TOPIC)
                .newest(
                        TAIL,
                        record -> newest.accumulateAndGet(of(wire, record), ServedVersions::newer));
        return newest.get();
    }

    /** Of a model, by its name; 0 when none serves. */
    public long of(String model) {
        return model.equals(ModelUpdate.BACKBONE) ? backbone : reranker;
    }

    /**
     * The version of a model that is in use, as far as can be known: an announced one need not be,
     * and no answer since the announcement says that another one is.
     *
     * @param served null = nobody was answered
     * @param announced the newest of the model
     */
    public static long inUse(@Nullable ServedVersions served, ModelUpdate announced) {
        if (served == null || served.emittedTime < announced.createdTime()) {
            return announced.version();
        }
        long version = served.of(announced.model());
        return version > 0 ? version : announced.version();
    }

    private static @Nullable ServedVersions newer(
            @Nullable ServedVersions known, @Nullable ServedVersions next) {
        return next == null || (known != null && known.emittedTime > next.emittedTime)
                ? known
                : next;
    }

    private static @Nullable ServedVersions of(RecommendationWire wire, RawRecord record) {
        try {
            Recommendation answer = wire.read(record, TopicPlan.MAX_DEAD_LETTER_RECORD);
            return new ServedVersions(
                    answer.backboneVersion(), answer.rerankerVersion(), answer.emittedTime());
        } catch (WireException e) {
            return null; // not ours
        }
    }
}
