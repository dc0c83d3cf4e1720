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
 * @param propensities per rank, the probability with which the policy chose its item, given the
 *     items of the ranks before: their product is the probability of the slate; empty when not
 *     exploring
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
        List<Double> propensities) {

    /** Checks ids, ranks, times and versions, copies the lists. */
    public Recommendation {
        Rules.id("recommendation id", recommendationId, "a recommendation");
        Rules.id("user id", userId, "a recommendation");
        Rules.id("trigger event id", triggerEventId, "a recommendation");
        Rules.time("event time", eventTime, "a recommendation");
        Rules.notNegative("backbone version", backboneVersion, "a recommendation");
        Rules.notNegative("reranker version", rerankerVersion, "a recommendation");
        items = List.copyOf(items);
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).rank() != i + 1) {
                throw Rules.broken(
                        "rank",
                        items.get(i).rank(),
                        "item " + items.get(i).itemId(),
                        "be " + (i + 1),
                        "the slate was cut or reordered");
            }
        }
        propensities = Rules.propensities(propensities, items.size());
    }
}
