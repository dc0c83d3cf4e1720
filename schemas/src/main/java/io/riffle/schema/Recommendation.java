package io.riffle.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The slate that answers one click or one request. Latency is {@code emittedTime - receivedTime}.
 *
 * @param recommendationId hash of user id and trigger, the same on every replay; names the answer,
 *     also one that refuses and holds no slate
 * @param userId empty where a guest asked
 * @param triggerEventId empty where a request is answered
 * @param eventTime of the trigger, epoch ms; of a request, the time for which was asked
 * @param receivedTime Kafka timestamp of the trigger's record, epoch ms
 * @param emittedTime epoch ms
 * @param backboneVersion 0 = no backbone took part
 * @param rerankerVersion 0 = no reranker took part
 * @param policy name of the exploration policy; null when not exploring
 * @param propensities per rank, the probability with which the policy chose its item, given the
 *     items of the ranks before: their product is the probability of the slate; empty when not
 *     exploring. That of a last slot which no new item took is given that none did
 * @param requestId of the request that is answered; empty where a click is
 * @param placement whose rules held; empty = none
 * @param reason why the slate holds fewer items than were wanted, or what of a condition is not
 *     known; empty = nothing to say
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
        List<Double> propensities,
        String requestId,
        String placement,
        String reason) {

    /** The answer to a click. */
    public Recommendation(
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
        this(
                recommendationId,
                userId,
                triggerEventId,
                items,
                eventTime,
                receivedTime,
                emittedTime,
                backboneVersion,
                rerankerVersion,
                tier,
                policy,
                propensities,
                "",
                "",
                "");
    }

    /** Checks ids, ranks, times and versions, copies the lists. */
    public Recommendation {
        Rules.id("recommendation id", recommendationId, "a recommendation");
        if (requestId.isEmpty()) {
            Rules.id("user id", userId, "a recommendation");
            Rules.id("trigger event id", triggerEventId, "a recommendation");
        }
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

    /** Whether a request is answered, and no click. */
    public boolean asked() {
        return !requestId.isEmpty();
    }
}
