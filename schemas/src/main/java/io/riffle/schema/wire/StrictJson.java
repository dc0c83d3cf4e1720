package io.riffle.schema.wire;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.riffle.schema.DeadLetter.Reason;
import io.riffle.schema.Ids;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * JSON as RFC 8259 has it, from anyone: one object, at most {@value #DEEPEST} levels deep, nothing
 * after it, whole characters only.
 */
final class StrictJson {

    private static final int DEEPEST = 100;

    /** Longer numbers would cost the square of their length to read. */
    private static final int LONGEST_NUMBER = 64;

    private StrictJson() {}

    /** Decodes UTF-8, of which no byte may be wrong. */
    static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw WireException.unparseable("UTF-8", e);
        }
    }

    static JsonReader reader(String text) {
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        reader.setNestingLimit(DEEPEST);
        return reader;
    }

    /** Walks the whole text without keeping anything. */
    static void check(String text) {
        JsonReader reader = reader(text);
        try {
            if (reader.peek() != JsonToken.BEGIN_OBJECT) {
                throw wrongType(reader, "an object");
            }
            while (step(reader)) {
                // Each step checks one token.
            }
        } catch (IOException | IllegalStateException e) {
            throw WireException.unparseable("JSON", e);
        }
    }

    private static boolean step(JsonReader reader) throws IOException {
        switch (reader.peek()) {
            case BEGIN_ARRAY -> reader.beginArray();
            case END_ARRAY -> reader.endArray();
            case BEGIN_OBJECT -> reader.beginObject();
            case END_OBJECT -> reader.endObject();
            case NAME, BOOLEAN, NULL -> reader.skipValue();
            case STRING -> string(reader);
            case NUMBER -> number(reader);
            case END_DOCUMENT -> {
                return false;
            }
        }
        return true;
    }

    /** Reads a string. */
    static String string(JsonReader reader) throws IOException {
        if (reader.peek() != JsonToken.STRING) {
            throw wrongType(reader, "a string");
        }
        String value = reader.nextString();
        if (Ids.utf8Length(value) < 0) {
            throw new WireException(
                    Reason.UNPARSEABLE,
                    "The string at %s of a record must hold whole characters.%nMaybe a text was cut in the middle of one."
                            .formatted(reader.getPath()));
        }
        return value;
    }

    /** Reads the text of a number, or of a string in a number's place. */
    static String number(JsonReader reader) throws IOException {
        JsonToken token = reader.peek();
        if (token != JsonToken.NUMBER && token != JsonToken.STRING) {
            throw wrongType(reader, "a number");
        }
        String value = reader.nextString();
        if (value.length() > LONGEST_NUMBER) {
            throw new WireException(
                    Reason.UNPARSEABLE,
                    "The number (%d characters) at %s of a record must have at most %d characters.%nMaybe it is a text."
                            .formatted(value.length(), reader.getPath(), LONGEST_NUMBER));
        }
        return value;
    }

    /** Reads a whole number within a range; 1.0 and 1e3 are whole numbers too. */
    static long integer(JsonReader reader, long least, long greatest) throws IOException {
        String text = number(reader);
        try {
            long value = integer(text);
            if (value >= least && value <= greatest) {
                return value;
            }
        } catch (NumberFormatException | ArithmeticException e) {
            // Said below, with its place.
        }
        throw new WireException(
                Reason.UNPARSEABLE,
                "The number (%s) at %s of a record must be whole and at most %d.%nMaybe it is a text."
                        .formatted(text, reader.getPath(), greatest));
    }

    /**
     * The whole number that the text is.
     *
     * @throws NumberFormatException when it is not a number
     * @throws ArithmeticException when it is not whole or too great
     */
    static long integer(String text) {
        // Most are plain, and BigDecimal is many times slower.
        boolean plain = !text.isEmpty() && text.length() < 19;
        for (int i = 0; plain && i < text.length(); i++) {
            plain = text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        return plain ? Long.parseLong(text) : new BigDecimal(text).longValueExact();
    }

    static WireException wrongType(JsonReader reader, String expected) throws IOException {
        return new WireException(
                Reason.UNPARSEABLE,
                "The value (%s) at %s of a record must be %s.%nMaybe the field's type changed."
                        .formatted(reader.peek(), reader.getPath(), expected));
    }
}
