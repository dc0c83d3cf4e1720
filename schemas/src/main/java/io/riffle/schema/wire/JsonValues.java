package io.riffle.schema.wire;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.riffle.schema.DeadLetter.Reason;
import io.riffle.schema.Ids;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Locale;

/**
 * What stands for a value in the {@link StrictJson} of all topics.
 *
 * <p>An <em>id</em> is a string, or a whole number, which is taken as its digits; any other
 * <em>text</em>, such as a title or the value of a context or an attribute, is a string, or a
 * number as it is written. Booleans, arrays and objects are neither: quote them.
 *
 * <p><b>Errors</b>: {@link WireException} with the place of the value.
 */
final class JsonValues {

    /** Longer numbers would cost the square of their length to read. */
    private static final int LONGEST_NUMBER = 64;

    private JsonValues() {}

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
            throw StrictJson.wrongType(reader, "a string");
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
            throw StrictJson.wrongType(reader, "a number");
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
}
