package io.riffle.schema.wire;

import io.riffle.schema.RankedItem;
import io.riffle.schema.Recommendation;
import io.riffle.schema.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** {@link Recommendation} at the edge. */
public final class RecommendationWire implements Wire<Recommendation> {

    @Override
    public byte[] write(Recommendation recommendation, ContentType type) {
        var message =
                io.riffle.schema.v1.Recommendation.newBuilder()
                        .setRecommendationId(recommendation.recommendationId())
                        .setUserId(recommendation.userId())
                        .setTriggerEventId(recommendation.triggerEventId())
                        .setEventTime(recommendation.eventTime())
                        .setReceivedTime(recommendation.receivedTime())
                        .setEmittedTime(recommendation.emittedTime())
                        .setBackboneVersion(recommendation.backboneVersion())
                        .setRerankerVersion(recommendation.rerankerVersion())
                        .setTierValue(recommendation.tier().code())
                        .addAllPropensities(recommendation.propensities());
        for (RankedItem item : recommendation.items()) {
            message.addItemsBuilder()
                    .setItemId(item.itemId())
                    .setRank(item.rank())
                    .setScore(item.score())
                    .setGeneratorScore(item.generatorScore());
        }
        if (recommendation.policy() != null) {
            message.setPolicy(recommendation.policy());
        }
        setIfAny(recommendation.requestId(), message::setRequestId);
        setIfAny(recommendation.placement(), message::setPlacement);
        setIfAny(recommendation.reason(), message::setReason);
        return ProtoBytes.write(message.build(), type);
    }

    /** Answers to clicks, the most of all, are not longer for what they do not say. */
    private static void setIfAny(String text, Consumer<String> setter) {
        if (!text.isEmpty()) {
            setter.accept(text);
        }
    }

    @Override
    public Recommendation read(byte[] bytes, ContentType type) {
        var message =
                ProtoBytes.read(io.riffle.schema.v1.Recommendation.newBuilder(), bytes, type)
                        .build();
        try {
            List<RankedItem> items = new ArrayList<>(message.getItemsCount());
            for (var item : message.getItemsList()) {
                items.add(
                        new RankedItem(
                                item.getItemId(),
                                item.getRank(),
                                item.getScore(),
                                item.getGeneratorScore()));
            }
            return new Recommendation(
                    message.getRecommendationId(),
                    message.getUserId(),
                    message.getTriggerEventId(),
                    items,
                    message.getEventTime(),
                    message.getReceivedTime(),
                    message.getEmittedTime(),
                    message.getBackboneVersion(),
                    message.getRerankerVersion(),
                    Tier.of(message.getTierValue()),
                    message.getPolicy().isEmpty() ? null : message.getPolicy(),
                    message.getPropensitiesList(),
                    message.getRequestId(),
                    message.getPlacement(),
                    message.getReason());
        } catch (IllegalArgumentException e) {
            throw WireException.unparseable("a valid recommendation", e);
        }
    }
}
