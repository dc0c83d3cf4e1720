package io.riffle.schema.wire;

import io.riffle.schema.SizeLimits;
import io.riffle.schema.ask.PlacementRules;
import java.time.Duration;

/** {@link PlacementRules} at the edge. */
public final class PlacementRulesWire implements Wire<PlacementRules> {

    private static final String OWNER = "placement rules";

    @Override
    public byte[] write(PlacementRules rules, ContentType type) {
        var message =
                io.riffle.schema.v1.PlacementRules.newBuilder()
                        .setPlacement(rules.placement())
                        .setSize(rules.size())
                        .setWhere(rules.where())
                        .setDiversity(rules.diversity())
                        .setNotAgainSlates(rules.notAgainSlates())
                        .setNotAgainMs(rules.notAgain().toMillis());
        rules.boosts()
                .forEach(
                        boost ->
                                message.addBoostsBuilder()
                                        .setWhere(boost.where())
                                        .setBy(boost.by()));
        rules.caps().forEach(cap -> message.addCapsBuilder().setOf(cap.of()).setMost(cap.most()));
        rules.pins()
                .forEach(
                        pin ->
                                message.addPinsBuilder()
                                        .setRank(pin.rank())
                                        .setItemId(pin.itemId()));
        return ProtoBytes.write(message.build(), type);
    }

    @Override
    public PlacementRules read(byte[] bytes, ContentType type) {
        var message =
                ProtoBytes.read(io.riffle.schema.v1.PlacementRules.newBuilder(), bytes, type)
                        .build();
        EdgeRules.present("placement", message.getPlacement(), OWNER);
        EdgeRules.bounded("placement", message.getPlacement(), OWNER);
        EdgeRules.text("where", message.getWhere(), SizeLimits.WHERE, OWNER);
        count("boosts", message.getBoostsCount());
        count("caps", message.getCapsCount());
        count("pins", message.getPinsCount());
        for (var boost : message.getBoostsList()) {
            EdgeRules.text("where of a boost", boost.getWhere(), SizeLimits.WHERE, OWNER);
        }
        for (var cap : message.getCapsList()) {
            EdgeRules.text("name of a cap", cap.getOf(), SizeLimits.NAME, OWNER);
        }
        try {
            return new PlacementRules(
                    message.getPlacement(),
                    message.getSize(),
                    message.getWhere(),
                    message.getBoostsList().stream()
                            .map(b -> new PlacementRules.Boost(b.getWhere(), b.getBy()))
                            .toList(),
                    message.getCapsList().stream()
                            .map(c -> new PlacementRules.Cap(c.getOf(), c.getMost()))
                            .toList(),
                    message.getDiversity(),
                    message.getPinsList().stream()
                            .map(p -> new PlacementRules.Pin(p.getRank(), p.getItemId()))
                            .toList(),
                    message.getNotAgainSlates(),
                    Duration.ofMillis(message.getNotAgainMs()));
        } catch (IllegalArgumentException e) {
            throw WireException.unparseable("valid placement rules", e);
        }
    }

    private static void count(String things, int count) {
        EdgeRules.count("number of " + things, count, SizeLimits.PLACEMENT_RULES, OWNER);
    }
}
