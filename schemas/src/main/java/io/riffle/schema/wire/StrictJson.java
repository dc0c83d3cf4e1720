package io.riffle.schema.wire;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.riffle.schema.DeadLetter.Reason;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * JSON as RFC 8259 has it, from anyone: one object, at most {@value #DEEPEST} levels deep, nothing
 * after it, whole characters only. What may stand for a value is said by {@link JsonValues}.
 *
 * <p><b>Errors</b>: {@link WireException} in our own words, with the place; what a library says of
 * its own calls helps nobody who reads a dead letter.
 */
final class StrictJson {

    private static final int DEEPEST = 100;

    /** All that is taken from the reader's own words. */
    private static final Pattern PLACE = Pattern.compile("line (\\d{1,9}) column (\\d{1,9})");

    private StrictJson() {}

    /** Decodes UTF-8, of which no byte may be wrong. */
    static String text(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CoderResult end = decoder.decode(in, out, true);
        if (end.isUnderflow()) {
            return out.flip().toString();
        }
        throw new WireException(
                Reason.UNPARSEABLE,
                String.format(
                        Locale.ROOT,
                        "The value (%d bytes) of a record must be UTF-8 (byte %d).%nMaybe it is"
                                + " written in another encoding.",
                        bytes.length,
                        in.position() + 1));
    }

    /** Reads a text by the rules of RFC 8259. */
    static JsonReader reader(String text) {
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        reader.setNestingLimit(DEEPEST);
        return reader;
    }

    /** Passes over one value of any kind, however deep. */
    static void anything(JsonReader reader) throws IOException {
        int depth = 0;
        do {
            switch (reader.peek()) {
                case BEGIN_ARRAY -> {
                    reader.beginArray();
                    depth++;
                }
                case END_ARRAY -> {
                    reader.endArray();
                    depth--;
                }
                case BEGIN_OBJECT -> {
                    reader.beginObject();
                    depth++;
                }
                case END_OBJECT -> {
                    reader.endObject();
                    depth--;
                }
                case STRING -> JsonValues.string(reader);
                case NUMBER -> JsonValues.number(reader);
                case NAME, BOOLEAN, NULL, END_DOCUMENT -> reader.skipValue();
            }
        } while (depth > 0);
    }

    /** A value of another type than the one that is expected here. */
    static WireException wrongType(JsonReader reader, String expected) throws IOException {
        JsonToken found = reader.peek();
        boolean twice = found == JsonToken.STRING && reader.getPath().equals("$");
        return new WireException(
                Reason.UNPARSEABLE,
                String.format(
                        Locale.ROOT,
                        "The value (%s) at %s of a record must be %s.%nMaybe %s.",
                        name(found),
                        reader.getPath(),
                        expected,
                        twice ? "it was encoded twice" : advice(expected)));
    }

    private static String advice(String expected) {
        return switch (expected) {
            case "a string" -> "quote it";
            case "the end" -> "several records were sent as one";
            default -> "the field's type changed";
        };
    }

    private static String name(JsonToken token) {
        return switch (token) {
            case BEGIN_ARRAY -> "an array";
            case BEGIN_OBJECT -> "an object";
            case STRING -> "a string";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case NULL -> "null";
            case NAME -> "a name";
            case END_ARRAY, END_OBJECT -> "the end of its parent";
            case END_DOCUMENT -> "nothing";
        };
    }

    /** Text that is not JSON, and where it stops being so. */
    static WireException malformed(String text, Exception failure) {
        String place = "";
        Matcher matcher = PLACE.matcher(String.valueOf(failure.getMessage()));
        if (matcher.find()) {
            int start = 0;
            for (int line = Integer.parseInt(matcher.group(1)); line > 1 && start >= 0; line--) {
                start = text.indexOf('\n', start) + 1;
            }
            int character = start + Integer.parseInt(matcher.group(2));
            // The reader may have passed what it refuses.
            place = " (character " + Math.min(character, text.length()) + ")";
        }
        WireException e =
                new WireException(
                        Reason.UNPARSEABLE,
                        String.format(
                                Locale.ROOT,
                                "The value (%d characters) of a record must be a JSON"
                                        + " object%s.%nMaybe it was cut, or a quote, a comma or a"
                                        + " bracket is missing.",
                                text.length(),
                                place));
        e.initCause(failure);
        return e;
    }
}
