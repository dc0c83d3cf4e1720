package io.riffle.schema.codec;

import java.io.Serial;
import java.util.Locale;

/** Bytes that are not what a codec wrote: what was expected, what was found, at which byte. */
public final class CodecException extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    /** What a frame of a type must hold at a byte, and what it holds. */
    public CodecException(String type, String expected, String found, long atByte) {
        super(
                String.format(
                        Locale.ROOT,
                        "The bytes (%s at byte %d) of a %s must hold %s.%n"
                                + "Maybe they are cut, damaged, or written by a newer version.",
                        found,
                        atByte,
                        type,
                        expected));
    }

    /** The fields are whole and break a rule of the record. */
    public CodecException(String type, IllegalArgumentException broken) {
        super(
                String.format(
                        Locale.ROOT,
                        "The bytes of a %s must hold a valid one.%n%s",
                        type,
                        broken.getMessage()));
        initCause(broken);
    }
}
