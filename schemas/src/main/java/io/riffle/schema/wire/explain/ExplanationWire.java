package io.riffle.schema.wire.explain;

import io.riffle.schema.Action;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.Tier;
import io.riffle.schema.explain.ExplainStatus;
import io.riffle.schema.explain.ExplainedItem;
import io.riffle.schema.explain.Explanation;
import io.riffle.schema.explain.Explanation.Barred;
import io.riffle.schema.explain.Explanation.Counts;
import io.riffle.schema.explain.Said;
import io.riffle.schema.explain.ServedSlate;
import io.riffle.schema.explain.Without;
import io.riffle.schema.wire.ContentType;
import io.riffle.schema.wire.ProtoBytes;
import io.riffle.schema.wire.Wire;
import io.riffle.schema.wire.WireException;
import java.util.List;

/** {@link Explanation} at the edge. */
public final class ExplanationWire implements Wire<Explanation> {

    @Override
    public byte[] write(Explanation value, ContentType type) {
        var message =
                io.riffle.schema.v1.Explanation.newBuilder()
                        .setRequestId(value.requestId())
                        .setRecommendationId(value.recommendationId())
                        .setUserId(value.userId())
                        .setStatusValue(value.status().code())
                        .setReason(value.reason())
                        .setBackboneVersion(value.backboneVersion())
                        .setRerankerVersion(value.rerankerVersion())
                        .setExact(value.exact())
                        .addAllAgain(value.again());
        ServedSlate served = value.served();
        if (served != null) {
            message.setServed(write(served));
        }
        value.items().forEach(item -> message.addItems(write(item)));
        message.getCountsBuilder()
                .setKnown(value.counts().known())
                .setWithdrawn(value.counts().withdrawn())
                .setSatisfying(value.counts().satisfying())
                .setSeen(value.counts().seen())
                .setDisliked(value.counts().disliked())
                .setExcluded(value.counts().excluded());
        for (Barred barred : value.barred()) {
            message.addBarredBuilder()
                    .setItemId(barred.itemId())
                    .setRank(barred.rank())
                    .setBy(barred.by());
        }
        for (Without without : value.without()) {
            message.addWithoutBuilder()
                    .setItemId(without.event().itemId())
                    .setActionValue(without.event().action().code())
                    .setEventTime(without.event().time())
                    .addAllSlate(without.slate())
                    .addAllRanks(without.ranks());
        }
        return ProtoBytes.write(message.build(), type);
    }

    @Override
    public Explanation read(byte[] bytes, ContentType type) {
        var message =
                ProtoBytes.read(io.riffle.schema.v1.Explanation.newBuilder(), bytes, type).build();
        try {
            return new Explanation(
                    message.getRequestId(),
                    message.getRecommendationId(),
                    message.getUserId(),
                    ExplainStatus.of(message.getStatusValue()),
                    message.getReason(),
                    message.hasServed() ? read(message.getServed()) : null,
                    message.getBackboneVersion(),
                    message.getRerankerVersion(),
                    message.getExact(),
                    message.getItemsList().stream().map(ExplanationWire::read).toList(),
                    message.getAgainList(),
                    read(message.getCounts()),
                    message.getBarredList().stream()
                            .map(one -> new Barred(one.getItemId(), one.getRank(), one.getBy()))
                            .toList(),
                    message.getWithoutList().stream().map(ExplanationWire::read).toList());
        } catch (IllegalArgumentException e) {
            throw WireException.unparseable("a valid explanation", e);
        }
    }

    private static io.riffle.schema.v1.Explanation.Served write(ServedSlate served) {
        return io.riffle.schema.v1.Explanation.Served.newBuilder()
                .setQueryTime(served.queryTime())
                .setShownTime(served.shownTime())
                .setTierValue(served.tier().code())
                .setBackboneVersion(served.backboneVersion())
                .setRerankerVersion(served.rerankerVersion())
                .setPlacement(served.placement())
                .setExplored(served.explored())
                .build();
    }

    private static ServedSlate read(io.riffle.schema.v1.Explanation.Served served) {
        return new ServedSlate(
                served.getQueryTime(),
                served.getShownTime(),
                Tier.of(served.getTierValue()),
                served.getBackboneVersion(),
                served.getRerankerVersion(),
                served.getPlacement(),
                served.getExplored());
    }

    private static io.riffle.schema.v1.Explanation.Item write(ExplainedItem item) {
        var message =
                io.riffle.schema.v1.Explanation.Item.newBuilder()
                        .setItemId(item.itemId())
                        .setRank(item.rank())
                        .setScore(item.score())
                        .setGeneratorScore(item.generatorScore())
                        .setBoost(item.boost());
        for (Said said : item.sources()) {
            message.addSourcesBuilder()
                    .setSource(said.source())
                    .setRank(said.rank())
                    .setScore(said.score());
        }
        return message.build();
    }

    private static ExplainedItem read(io.riffle.schema.v1.Explanation.Item item) {
        List<Said> sources =
                item.getSourcesList().stream()
                        .map(said -> new Said(said.getSource(), said.getRank(), said.getScore()))
                        .toList();
        return new ExplainedItem(
                item.getItemId(),
                item.getRank(),
                item.getScore(),
                item.getGeneratorScore(),
                item.getBoost(),
                sources);
    }

    private static Counts read(io.riffle.schema.v1.Explanation.Counts counts) {
        return new Counts(
                counts.getKnown(),
                counts.getWithdrawn(),
                counts.getSatisfying(),
                counts.getSeen(),
                counts.getDisliked(),
                counts.getExcluded());
    }

    private static Without read(io.riffle.schema.v1.Explanation.Without without) {
        return new Without(
                new HistoryEvent(
                        without.getItemId(),
                        without.getEventTime(),
                        Action.of(without.getActionValue())),
                without.getSlateList(),
                without.getRanksList());
    }
}
