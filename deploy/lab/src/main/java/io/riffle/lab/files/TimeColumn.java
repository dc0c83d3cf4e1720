package io.riffle.lab.files;

import io.riffle.schema.Times;
import io.riffle.schema.Times.Unit;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Times of one column or field, all in one unit: the one its name states, else the one of its first
 * time. A file never mixes units without a word.
 *
 * <p><b>Units</b>: returns epoch seconds. <b>Errors</b>: a time that is none is 0, and {@link
 * #reason()} says why. <b>State</b>: remembers the unit.
 */
final class TimeColumn {
    /** Longer numbers would cost the square of their length to read. */
    private static final int LONGEST = 64;

    private static final String DATE = "[0-9]{4}-?[0-9]{2}-?[0-9]{2}([T ].*)?";
    private static final String ISO = "ISO-8601 text";

    private final String name;
    private @Nullable Unit unit;
    private boolean text;
    private String reason = "";

    private TimeColumn(String name, @Nullable Unit unit) {
        this.name = name;
        this.unit = unit;
    }

    /** A column whose name may state its unit. */
    static TimeColumn named(String name) {
        String plain = Column.plain(name);
        boolean millis =
                plain.endsWith("ms") || plain.endsWith("millis") || plain.endsWith("milliseconds");
        return millis
                ? new TimeColumn(name, Unit.MILLISECONDS)
                : plain.endsWith("seconds") ? ofSeconds(name) : new TimeColumn(name, null);
    }

    /** A field of seconds, whatever its name. */
    static TimeColumn ofSeconds(String name) {
        return new TimeColumn(name, Unit.SECONDS);
    }

    /** Epoch seconds, more than 0; or 0 when it is no time. */
    long seconds(String value) {
        try {
            return number(whole(value));
        } catch (ArithmeticException e) {
            return no(value, "is not a whole number");
        } catch (NumberFormatException e) {
            return value.isEmpty() ? no() : iso(value);
        }
    }

    /** Why the last time was none, with its name and value. */
    String reason() {
        return reason;
    }

    private long number(long value) {
        if (text) {
            return no(Long.toString(value), "is a number, must be " + ISO + " as the first row's");
        }
        Unit expected = unit == null ? Times.unitOf(value) : unit;
        String objection = Times.objection(value, expected == null ? Unit.SECONDS : expected);
        if (expected == null || !objection.isEmpty()) {
            return no(Long.toString(value), objection);
        }
        unit = expected;
        return expected.seconds(value);
    }

    private long iso(String value) {
        if (!value.matches(DATE)) {
            return no(value, "is not a whole number");
        }
        if (unit != null) {
            return no(value, "is " + ISO + ", must be " + unit);
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(value.replaceFirst(" ", "T"));
            String objection = Times.objection(time.toEpochSecond(), Unit.SECONDS);
            if (!objection.isEmpty()) {
                return no(value, objection);
            }
            text = true;
            return time.toEpochSecond();
        } catch (DateTimeException e) {
            return no(value, "is not " + ISO + " with a zone, such as 2020-09-13T14:46:40Z");
        }
    }

    private long no() {
        reason = name + " is missing";
        return 0;
    }

    private long no(String value, String objection) {
        reason = name + " (" + Shown.value(value) + ") " + objection;
        return 0;
    }

    /** The whole number that a text is; 1.0 and 1.6e9 are whole, too. */
    private static long whole(String value) {
        boolean plain = !value.isEmpty() && value.length() < 19;
        for (int i = 0; plain && i < value.length(); i++) {
            plain = value.charAt(i) >= '0' && value.charAt(i) <= '9';
        }
        if (plain) {
            return Long.parseLong(value);
        }
        if (value.length() > LONGEST) {
            throw new NumberFormatException();
        }
        return new BigDecimal(value).longValueExact();
    }
}
