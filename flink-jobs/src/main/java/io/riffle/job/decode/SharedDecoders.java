package io.riffle.job.decode;

import io.riffle.job.state.SharedInput;
import io.riffle.schema.SizeLimits;
import io.riffle.schema.ask.PlacementRules;
import io.riffle.schema.wire.ModelUpdateWire;
import io.riffle.schema.wire.PlacementRulesWire;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Records that every subtask has to know. */
public final class SharedDecoders {

    private SharedDecoders() {}

    /**
     * Rules of placements: the topic is compacted by key, so the key must be the placement.
     *
     * @param filterable names of the attributes that caps may name, beside categories: of others no
     *     value is held, and a cap on one would hold nothing back
     */
    public static Decoder<SharedInput> rules(List<String> filterable) {
        return Decoder.of(
                raw -> {
                    if (raw.value() == null) {
                        return new SharedInput.Unruled(RecordKeys.tombstone(raw, "placement"));
                    }
                    PlacementRules rules = new PlacementRulesWire().read(raw, SizeLimits.INPUT);
                    RecordKeys.check(raw, "placement", rules.placement());
                    ConditionTexts.check(rules.where());
                    rules.boosts().forEach(boost -> ConditionTexts.check(boost.where()));
                    rules.caps().forEach(cap -> RuleCaps.check(cap, filterable));
                    return new SharedInput.Ruled(rules);
                });
    }

    /** As {@link UserDecoders#profiles}; no attributes are kept. */
    public static Decoder<SharedInput> catalogue() {
        return entries(List.of());
    }

    private static Decoder<SharedInput> entries(List<String> kept) {
        return Decoder.of(
                raw ->
                        raw.value() == null
                                ? new SharedInput.Withdrawn(RecordKeys.tombstone(raw, "item id"))
                                : new SharedInput.Listed(Items.read(raw, kept)));
    }

    /**
     * The catalogue's entries, and, once a partition's record with the given offset has been read
     * or one after it, that it was; of each partition once.
     *
     * @param ends offset of the newest record of each partition at the start
     */
    public static Decoder<SharedInput> catalogue(Map<Integer, Long> ends) {
        return catalogue(ends, List.of());
    }

    /**
     * As above.
     *
     * @param kept names of the attributes that conditions may name
     */
    public static Decoder<SharedInput> catalogue(Map<Integer, Long> ends, List<String> kept) {
        Decoder<SharedInput> entries = entries(kept);
        // Sent empty: each attempt says it anew, since what the one before said may be lost.
        HashSet<Integer> told = new HashSet<>();
        return (raw, valid, rejected) -> {
            entries.decode(raw, valid, rejected);
            Long end = ends.get(raw.partition());
            if (end != null && raw.offset() >= end && told.add(raw.partition())) {
                valid.accept(new SharedInput.CatalogueRead(raw.partition()));
            }
        };
    }

    public static Decoder<SharedInput> updates() {
        return Decoder.of(
                raw ->
                        new SharedInput.Announced(
                                new ModelUpdateWire().read(raw, SizeLimits.INPUT)));
    }
}
