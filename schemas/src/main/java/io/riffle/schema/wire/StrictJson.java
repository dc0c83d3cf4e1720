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
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * JSON as RFC 8259 has it, from anyone: one object, at most {@value #DEEPEST} levels deep, nothing
 * after it, whole characters only.
 *
 * <p>One rule for all topics of what stands for a text: an <em>id</em> is a string, or a whole
 * number, which is taken as its digits; any other <em>text</em>, such as a title or the value of a
 * context or an attribute, is a string, or a number as it is written. Booleans, arrays and objects
 * are neither: quote them.
 *
 * <p><b>Errors</b>: {@link WireException} in our own words, with the place; what a library says of
 * its own calls helps nobody who reads a dead letter.
 */
final class StrictJson {

    private static final int DEEPEST = 100;

    /** Longer numbers would cost the square of their length to read. */
    private static final int LONGEST_NUMBER = 64;

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
                case STRING -> string(reader);
                case NUMBER -> number(reader);
                case NAME, BOOLEAN, NULL, END_DOCUMENT -> reader.skipValue();
            }
        } while (depth > 0);
    }

    /** Reads an id. */
    static String id(JsonReader reader) throws IOException {
        if (reader.peek() != JsonToken.NUMBER) {
            return string(reader);
        }
        String digits = number(reader);
        for (int i = digits.charAt(0) == '-' ? 1 : 0; i < digits.length(); i++) {
            if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
                throw new WireException(
                        Reason.UNPARSEABLE,
                        String.format(
                                Locale.ROOT,
                                "The number (%s) at %s of a record must be whole to be an"
                                        + " id.%nMaybe quote it.",
                                digits,
                                reader.getPath()));
            }
        }
        return digits;
    }

    /** Reads a text that is no id. */
    static String text(JsonReader reader) throws IOException {
        return reader.peek() == JsonToken.NUMBER ? number(reader) : string(reader);
    }

    /** Reads a string. */
    static String string(JsonReader reader) throws IOException {
        if (reader.peek() != JsonToken.STRING) {
            throw wrongType(reader, "a string");
        }
        return whole(reader.nextString(), reader);
    }

    /** A text that holds whole characters only. */
    static String whole(String value, JsonReader reader) {
        if (Ids.utf8Length(value) < 0) {
            throw new WireException(
                    Reason.UNPARSEABLE,
                    String.format(
                            Locale.ROOT,
                            "The string at %s of a record must hold whole characters.%nMaybe a text"
                                    + " was cut in the middle of one.",
                            reader.getPath()));
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
                    String.format(
                            Locale.ROOT,
                            "The number (%d characters) at %s of a record must have at most %d"
                                    + " characters.%nMaybe it is a text.",
                            value.length(),
                            reader.getPath(),
                            LONGEST_NUMBER));
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
        if (isTime(reader.getPath())) {
            throw new WireException(
                    Reason.UNPARSEABLE,
                    String.format(
                            Locale.ROOT,
                            "The time (%s) at %s of a record must be epoch milliseconds, a whole"
                                    + " number.%nMaybe convert it: 2020-09-13T12:26:40Z is"
                                    + " 1600000000000.",
                            shown(text),
                            reader.getPath()));
        }
        throw new WireException(
                Reason.UNPARSEABLE,
                String.format(
                        Locale.ROOT,
                        "The number (%s) at %s of a record must be whole and at most %d.%nMaybe it"
                                + " is a text.",
                        text,
                        reader.getPath(),
                        greatest));
    }

    private static boolean isTime(String path) {
        String name = path.replaceAll("\\[\\d+\\]$", "").toLowerCase(Locale.ROOT);
        return name.endsWith("time") || name.endsWith("times");
    }

    private static String shown(String text) {
        return text.length() <= LONGEST_NUMBER ? text : text.substring(0, LONGEST_NUMBER) + "…";
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
