package io.riffle.schema.wire;

import io.riffle.schema.DeadLetter.Reason;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Converts one type of record to and from the bytes that other programs write and read.
 *
 * <p>JSON is the protobuf JSON mapping: snake_case names, default values printed, 64-bit numbers as
 * strings; on input both spellings of a name, numbers or strings, unknown fields ignored.
 */
public interface Wire<T> {

    byte[] write(T value, ContentType type);

    /**
     * Reads a value.
     *
     * @throws WireException with the first rule that the bytes break
     */
    T read(byte[] bytes, ContentType type);

    /**
     * Reads the value of a record in the way its header names.
     *
     * @param maxBytes longest value
     * @throws WireException with the first rule that the record breaks: size, content type, then
     *     those of {@link #read}
     */
    default T read(RawRecord record, int maxBytes) {
        byte @Nullable [] value = record.value();
        if (value == null || value.length == 0) {
            throw new WireException(
                    Reason.EMPTY,
                    String.format(
                            Locale.ROOT,
                            "The value (0 bytes) of a record must not be empty.%nMaybe it is a"
                                    + " tombstone."));
        }
        if (value.length > maxBytes) {
            throw new WireException(
                    Reason.TOO_LARGE,
                    String.format(
                            Locale.ROOT,
                            "The value (%d bytes) of a record must have at most %d bytes.%nMaybe"
                                    + " its context is too rich.",
                            value.length,
                            maxBytes));
        }
        try {
            return read(value, ContentType.of(record.headers()));
        } catch (WireException e) {
            throw ContentType.named(record.headers()) ? e : e.orJson(value);
        }
    }
}
