package io.riffle.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The slate that answers one click. Latency is {@code emittedTime - receivedTime}.
 *
 * @param recommendationId hash of user id and trigger event id, the same on every replay
 * @param eventTime of the trigger, epoch ms
 * @param receivedTime Kafka timestamp of the trigger's record, epoch ms
 * @param emittedTime epoch ms
 * @param backboneVersion 0 = no backbone took part
 * @param rerankerVersion 0 = no reranker took part
 * @param policy name of the exploration policy; null when not exploring
 * @param propensities per rank; empty when not exploring
 */
public record Recommendation(
        String recommendationId,
        String userId,
        String triggerEventId,
        List<RankedItem> items,
        long eventTime,
        long receivedTime,
        long emittedTime,
        long backboneVersion,
        long rerankerVersion,
        Tier tier,
        @Nullable String policy,
        List<Double> propensities) {}
