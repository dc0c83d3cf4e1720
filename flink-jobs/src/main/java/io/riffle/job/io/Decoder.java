package io.riffle.job.io;

import io.riffle.job.state.SharedInput;
import io.riffle.job.state.UserInput;
import io.riffle.schema.DeadLetter;
import io.riffle.schema.DeadLetter.Reason;
import io.riffle.schema.Ids;
import io.riffle.schema.Item;
import io.riffle.schema.TrainingSample;
import io.riffle.schema.wire.ClickDecoder;
import io.riffle.schema.wire.Decoded;
import io.riffle.schema.wire.ItemWire;
import io.riffle.schema.wire.ModelUpdateWire;
import io.riffle.schema.wire.RawRecord;
import io.riffle.schema.wire.TrainingSampleWire;
import io.riffle.schema.wire.UserProfileWire;
import io.riffle.schema.wire.WireException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;

/** What the records of one topic mean: each is one input or one dead letter. Never throws. */
@FunctionalInterface
public interface Decoder<T> extends Serializable {

    /** A sample carries a history and candidates: more than a click, still bounded. */
    int MAX_SAMPLE_BYTES = 4 << 20;

    void decode(RawRecord raw, Consumer<T> valid, Consumer<DeadLetter> rejected);

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

    static Decoder<UserInput> clicks(Duration maxFutureSkew) {
        ClickDecoder clicks = new ClickDecoder(ClickDecoder.MAX_CLICK_BYTES, maxFutureSkew);
        return (raw, valid, rejected) -> {
            Decoded decoded = clicks.decode(raw);
            if (decoded instanceof Decoded.Click click) {
                valid.accept(new UserInput.Click(click));
            } else if (decoded instanceof Decoded.Rejected dead) {
                rejected.accept(dead.deadLetter());
            }
        };
    }

    static Decoder<UserInput> profiles() {
        return of(
                raw ->
                        raw.value() == null
                                ? new UserInput.ProfileWithdrawn(key(raw, "user id"))
                                : new UserInput.Profile(
                                        new UserProfileWire()
                                                .read(raw, ClickDecoder.MAX_CLICK_BYTES)));
    }

    static Decoder<SharedInput> catalogue() {
        return of(
                raw ->
                        raw.value() == null
                                ? new SharedInput.Withdrawn(key(raw, "item id"))
                                : new SharedInput.Listed(
                                        new ItemWire()
                                                .read(raw, ClickDecoder.MAX_CLICK_BYTES)
                                                .itemId()));
    }

    static Decoder<SharedInput> updates() {
        return of(
                raw ->
                        new SharedInput.Announced(
                                new ModelUpdateWire().read(raw, ClickDecoder.MAX_CLICK_BYTES)));
    }

    static Decoder<TrainingSample> samples() {
        return of(raw -> new TrainingSampleWire().read(raw, MAX_SAMPLE_BYTES));
    }

    /**
     * The catalogue's entries; a tombstone says nothing about the item that a trainer could use.
     */
    static Decoder<Item> items() {
        Decoder<Item> listed = of(raw -> new ItemWire().read(raw, ClickDecoder.MAX_CLICK_BYTES));
        return (raw, valid, rejected) -> {
            if (raw.value() != null) {
                listed.decode(raw, valid, rejected);
            }
        };
    }

    private static String key(RawRecord raw, String thing) {
        byte[] key = raw.key();
        if (key == null || key.length == 0) {
            throw new WireException(
                    Reason.MISSING_ID,
                    "The key (0 bytes) of a tombstone must be the %s.%nMaybe the producer sets no key."
                            .formatted(thing));
        }
        if (key.length > Ids.MAX_BYTES) {
            throw new WireException(
                    Reason.ID_TOO_LONG,
                    "The key (%d bytes) of a tombstone must be the %s, at most %d bytes.%nMaybe the key holds a whole record."
                            .formatted(key.length, thing, Ids.MAX_BYTES));
        }
        return new String(key, StandardCharsets.UTF_8);
    }
}
