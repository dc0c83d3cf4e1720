package io.riffle.job.io;

import io.riffle.job.state.CatalogueInput;
import io.riffle.job.state.SharedInput;
import io.riffle.job.state.UserInput;
import io.riffle.schema.DeadLetter;
import io.riffle.schema.DeadLetter.Reason;
import io.riffle.schema.ForgetUser;
import io.riffle.schema.Item;
import io.riffle.schema.SizeLimits;
import io.riffle.schema.TrainingSample;
import io.riffle.schema.UserProfile;
import io.riffle.schema.actions.ActionNames;
import io.riffle.schema.ask.PlacementRules;
import io.riffle.schema.condition.ConditionText;
import io.riffle.schema.condition.RefusedConditionException;
import io.riffle.schema.wire.ClickDecoder;
import io.riffle.schema.wire.Decoded;
import io.riffle.schema.wire.ForgetUserWire;
import io.riffle.schema.wire.ItemWire;
import io.riffle.schema.wire.ModelUpdateWire;
import io.riffle.schema.wire.PlacementRulesWire;
import io.riffle.schema.wire.RawRecord;
import io.riffle.schema.wire.TrainingSampleWire;
import io.riffle.schema.wire.UserProfileWire;
import io.riffle.schema.wire.WireException;
import io.riffle.schema.wire.guests.GuestHistoryWire;
import io.riffle.schema.wire.guests.MergeUsersWire;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What the records of one topic mean: each is one input or one dead letter. Never throws. */
@FunctionalInterface
public interface Decoder<T> extends Serializable {

    void decode(RawRecord raw, Consumer<T> valid, Consumer<DeadLetter> rejected);

    /**
     * Whether the topic's offsets should have no gaps: it is neither compacted nor written in
     * transactions.
     */
    default boolean seesEveryOffset() {
        return false;
    }

    /** Reads a record, or says by which rule it cannot be read. */
    @FunctionalInterface
    interface Reader<T> extends Serializable {
        /**
         * The record's meaning.
         *
         * @throws WireException with the first rule that the record breaks
         */
        T read(RawRecord raw);
    }

    /** A decoder that gives up what the reader cannot read. */
    static <T> Decoder<T> of(Reader<T> reader) {
        return (raw, valid, rejected) -> {
            T value;
            try {
                value = reader.read(raw);
            } catch (WireException e) {
                rejected.accept(raw.deadLetter(e.reason(), e.getMessage()));
                return;
            }
            valid.accept(value);
        };
    }

    /**
     * Clicks.
     *
     * @param names of actions
     */
    static Decoder<UserInput> clicks(Duration maxFutureSkew, ActionNames names) {
        return new Clicks(new ClickDecoder(SizeLimits.INPUT, maxFutureSkew, names));
    }

    /** Every click, each with what the brokers say of its record. */
    record Clicks(ClickDecoder clicks) implements Decoder<UserInput> {

        @Override
        public void decode(
                RawRecord raw, Consumer<UserInput> valid, Consumer<DeadLetter> rejected) {
            Decoded decoded = clicks.decode(raw);
            if (decoded instanceof Decoded.Click click) {
                valid.accept(new UserInput.Click(click));
            } else if (decoded instanceof Decoded.Rejected dead) {
                rejected.accept(dead.deadLetter());
            }
        }

        @Override
        public boolean seesEveryOffset() {
            return true;
        }
    }

    /** The topic is compacted by key, so the key must be the id that the value names. */
    static Decoder<UserInput> profiles() {
        return of(
                raw -> {
                    if (raw.value() == null) {
                        return new UserInput.ProfileWithdrawn(RecordKeys.tombstone(raw, "user id"));
                    }
                    UserProfile profile = new UserProfileWire().read(raw, SizeLimits.INPUT);
                    RecordKeys.check(raw, "user id", profile.userId());
                    return new UserInput.Profile(profile);
                });
    }

    /**
     * Requests for slates.
     *
     * @param maxFutureSkew how far a request's time may be after its record's timestamp
     */
    static Decoder<UserInput> requests(Duration maxFutureSkew) {
        return new SlateRequests(maxFutureSkew);
    }

    /** Questions why. */
    static Decoder<UserInput> explains() {
        return new ExplainRequests();
    }

    /** Guests who turned out to be users. */
    static Decoder<UserInput> merges() {
        return of(raw -> new UserInput.Merge(new MergeUsersWire().read(raw, SizeLimits.INPUT)));
    }

    /** What guests did, on its way to users. */
    static Decoder<UserInput> guests() {
        return of(
                raw ->
                        new UserInput.Joined(
                                new GuestHistoryWire().read(raw, SizeLimits.SAMPLE_INPUT)));
    }

    /**
     * Rules of placements: the topic is compacted by key, so the key must be the placement.
     *
     * @param filterable names of the attributes that caps may name, beside categories: of others no
     *     value is held, and a cap on one would hold nothing back
     */
    static Decoder<SharedInput> rules(List<String> filterable) {
        return of(
                raw -> {
                    if (raw.value() == null) {
                        return new SharedInput.Unruled(RecordKeys.tombstone(raw, "placement"));
                    }
                    PlacementRules rules = new PlacementRulesWire().read(raw, SizeLimits.INPUT);
                    RecordKeys.check(raw, "placement", rules.placement());
                    checkCondition(rules.where());
                    rules.boosts().forEach(boost -> checkCondition(boost.where()));
                    rules.caps().forEach(cap -> RuleCaps.check(cap, filterable));
                    return new SharedInput.Ruled(rules);
                });
    }

    /**
     * Checks the text of a condition; empty = none.
     *
     * @throws WireException when it is none
     */
    static void checkCondition(String where) {
        try {
            if (!where.isBlank()) {
                ConditionText.parse(where);
            }
        } catch (RefusedConditionException e) {
            throw new WireException(Reason.UNPARSEABLE, String.valueOf(e.getMessage()));
        }
    }

    /** Requests to forget a user, for the step that keeps users. */
    static Decoder<UserInput> forgets() {
        return of(raw -> new UserInput.Forget(request(raw)));
    }

    /** The same for the step that keeps samples. */
    static Decoder<CatalogueInput> sampleForgets() {
        return of(raw -> new CatalogueInput.Forget(request(raw), Math.max(0, raw.timestamp())));
    }

    /** As {@link #profiles}; no attributes are kept. */
    static Decoder<SharedInput> catalogue() {
        return entries(List.of());
    }

    private static Decoder<SharedInput> entries(List<String> kept) {
        return of(
                raw ->
                        raw.value() == null
                                ? new SharedInput.Withdrawn(RecordKeys.tombstone(raw, "item id"))
                                : new SharedInput.Listed(item(raw, kept)));
    }

    /**
     * The catalogue's entries, and, once a partition's record with the given offset has been read
     * or one after it, that it was.
     *
     * @param ends offset of the newest record of each partition at the start
     */
    static Decoder<SharedInput> catalogue(Map<Integer, Long> ends) {
        return catalogue(ends, List.of());
    }

    /**
     * As above.
     *
     * @param kept names of the attributes that conditions may name
     */
    static Decoder<SharedInput> catalogue(Map<Integer, Long> ends, List<String> kept) {
        Decoder<SharedInput> entries = entries(kept);
        return (raw, valid, rejected) -> {
            entries.decode(raw, valid, rejected);
            Long end = ends.get(raw.partition());
            if (end != null && raw.offset() >= end) {
                valid.accept(new SharedInput.CatalogueRead(raw.partition()));
            }
        };
    }

    static Decoder<SharedInput> updates() {
        return of(
                raw ->
                        new SharedInput.Announced(
                                new ModelUpdateWire().read(raw, SizeLimits.INPUT)));
    }

    static Decoder<TrainingSample> samples() {
        return of(raw -> new TrainingSampleWire().read(raw, SizeLimits.SAMPLE_INPUT));
    }

    /** The catalogue's entries, with what a trainer reads, and its tombstones. */
    static Decoder<CatalogueInput> items() {
        return of(
                raw ->
                        raw.value() == null
                                ? new CatalogueInput.Withdrawn(RecordKeys.tombstone(raw, "item id"))
                                : new CatalogueInput.Listed(item(raw, List.of())));
    }

    private static ForgetUser request(RawRecord raw) {
        return new ForgetUserWire().read(raw, SizeLimits.INPUT);
    }

    private static Item item(RawRecord raw, List<String> kept) {
        Item item = new ItemWire().read(raw, SizeLimits.INPUT);
        RecordKeys.check(raw, "item id", item.itemId());
        Map<String, String> attributes = new TreeMap<>();
        for (String name : kept) {
            String value = item.attributes().get(name);
            // What is longer than a condition can name satisfies none.
            if (value != null && value.length() <= SizeLimits.NAME) {
                attributes.put(name, value);
            }
        }
        return new Item(
                item.itemId(),
                "",
                item.categories(),
                item.createdTime(),
                attributes,
                item.vector());
    }
}
