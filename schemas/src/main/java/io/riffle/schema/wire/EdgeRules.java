package io.riffle.schema.wire;

import io.riffle.schema.DeadLetter.Reason;
import io.riffle.schema.Ids;
import io.riffle.schema.SizeLimits;
import io.riffle.schema.Times;
import io.riffle.schema.Times.Unit;
import java.util.Locale;
import java.util.Map;

/** The rules for fields that come from outside, each with its reason. */
public final class EdgeRules {

    /** No plausible time in milliseconds is later; a small number is none in any unit. */
    private static final long LATEST = 4_102_444_800_000L;

    private EdgeRules() {}

    /** Checks that an id is there. */
    public static void present(String thing, String value, String owner) {
        if (value.isBlank()) {
            throw new WireException(
                    Reason.MISSING_ID,
                    String.format(
                            Locale.ROOT,
                            "The %s () of %s must be given.%nMaybe the field has another name.",
                            thing,
                            owner));
        }
    }

    /** Checks that an id is not too long. */
    public static void bounded(String thing, String value, String owner) {
        int bytes = Ids.utf8Length(value);
        if (bytes > Ids.MAX_BYTES) {
            throw new WireException(
                    Reason.ID_TOO_LONG,
                    String.format(
                            Locale.ROOT,
                            "The %s (%d bytes) of %s must have at most %d bytes of UTF-8.%nMaybe"
                                    + " hash it.",
                            thing,
                            bytes,
                            owner,
                            Ids.MAX_BYTES));
        }
    }

    /** Checks the length of a text. */
    public static void text(String thing, String value, int most, String owner) {
        int bytes = Ids.utf8Length(value);
        if (bytes < 0 || bytes > most) {
            throw tooLarge(thing, bytes + " bytes", "have at most " + most + " bytes", owner);
        }
    }

    /** Checks how many there are of something. */
    public static void count(String things, int count, int most, String owner) {
        if (count > most) {
            throw tooLarge(things, Integer.toString(count), "be at most " + most, owner);
        }
    }

    /** Checks that a number is one that can be reckoned with. */
    public static void finite(String thing, float value, String owner) {
        if (!Float.isFinite(value)) {
            throw new WireException(
                    Reason.UNPARSEABLE,
                    String.format(
                            Locale.ROOT,
                            "The %s (%s) of %s must be finite.%nMaybe it was divided by zero.",
                            thing,
                            value,
                            owner));
        }
    }

    /**
     * Checks names and values of attributes.
     *
     * @param longest value
     * @param all names and values together
     */
    public static void attributes(
            Map<String, String> attributes, int longest, int all, String owner) {
        count("number of attributes", attributes.size(), SizeLimits.ATTRIBUTES, owner);
        long bytes = 0;
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            text("name of an attribute", attribute.getKey(), SizeLimits.NAME, owner);
            text("value of an attribute", attribute.getValue(), longest, owner);
            bytes += Ids.utf8Length(attribute.getKey()) + Ids.utf8Length(attribute.getValue());
        }
        if (bytes > all) {
            throw tooLarge("attributes", bytes + " bytes", "have at most " + all + " bytes", owner);
        }
    }

    private static WireException tooLarge(String thing, String found, String must, String owner) {
        return new WireException(
                Reason.TOO_LARGE,
                String.format(
                        Locale.ROOT,
                        "The %s (%s) of %s must %s.%nMaybe a text stands where a category should.",
                        thing,
                        found,
                        owner,
                        must));
    }

    /** Checks a time that may be absent. */
    public static void timeIfGiven(String thing, long value, String owner) {
        if (value != 0) {
            time(thing, value, owner);
        }
    }

    /**
     * Checks a time: epoch milliseconds, not in another unit. One that is too far ahead in any unit
     * is a matter of clocks, judged where the clock is known.
     */
    public static void time(String thing, long value, String owner) {
        if (value <= 0) {
            throw new WireException(
                    Reason.BAD_TIME,
                    String.format(
                            Locale.ROOT,
                            "The %s (%d) of %s must be epoch milliseconds greater than 0.%nMaybe"
                                    + " the field is missing.",
                            thing,
                            value,
                            owner));
        }
        Unit unit = Times.unitOf(value);
        if (unit == Unit.MILLISECONDS || (unit == null && value > LATEST)) {
            return;
        }
        throw new WireException(
                Reason.BAD_TIME,
                unit == null
                        ? String.format(
                                Locale.ROOT,
                                "The %s (%d) of %s must be epoch milliseconds from the year %d"
                                    + " on.%nMaybe it is a difference, or a clock that was never"
                                    + " set.",
                                thing,
                                value,
                                owner,
                                Times.FIRST_YEAR)
                        : String.format(
                                Locale.ROOT,
                                "The %s (%d) of %s must be epoch milliseconds: it looks like %s; %s"
                                        + " is milliseconds.%nMaybe convert it.",
                                thing,
                                value,
                                owner,
                                unit,
                                thing));
    }
}
