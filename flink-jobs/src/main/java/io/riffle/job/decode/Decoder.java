package io.riffle.job.decode;

import io.riffle.schema.DeadLetter;
import io.riffle.schema.wire.RawRecord;
import io.riffle.schema.wire.WireException;
import java.io.Serializable;
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
}
