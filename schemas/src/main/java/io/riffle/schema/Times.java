package io.riffle.schema;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which numbers can be points in time, and in which unit they are. One rule for every edge: files,
 * histories, clicks.
 *
 * <p>A plausible time lies from {@link #FIRST_YEAR} to before {@link #LAST_YEAR}. Within that range
 * the units cannot be mistaken for each other: each begins long after the one before it ends. The
 * bounds are fixed, so that the same input is judged alike on every machine and day.
 */
public final class Times {
    /** Nobody clicked on the web before. */
    public static final int FIRST_YEAR = 1990;

    /** Clocks run ahead by hours or days; by decades only units do. */
    public static final int LAST_YEAR = 2100;

    private static final long FIRST_SECOND = 631_152_000L;
    private static final long LAST_SECOND = 4_102_444_800L;
    private static final long SECONDS_A_YEAR = 31_556_952L;

    /** What a point in time is counted in, since 1970. */
    public enum Unit {
        SECONDS(1),
        MILLISECONDS(1_000),
        MICROSECONDS(1_000_000),
        NANOSECONDS(1_000_000_000);

        private final long aSecond;

        Unit(long aSecond) {
            this.aSecond = aSecond;
        }

        /** Whether the number is a plausible time in this unit. */
        public boolean plausible(long value) {
            return value >= FIRST_SECOND * aSecond && value < LAST_SECOND * aSecond;
        }

        /** Whole seconds of a time in this unit. */
        public long seconds(long value) {
            return Math.floorDiv(value, aSecond);
        }

        /** Year of a number read in this unit, good enough to show how wrong it is. */
        long year(long value) {
            return 1970 + Math.floorDiv(seconds(value), SECONDS_A_YEAR);
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private Times() {}

    /** The unit in which the number is a plausible time; null when it is in none. */
    public static @Nullable Unit unitOf(long value) {
        for (Unit unit : Unit.values()) {
            if (unit.plausible(value)) {
                return unit;
            }
        }
        return null;
    }

    /**
     * What a number is that should be a time in a unit: {@code is milliseconds (year 52672), must
     * be seconds}; empty when it is one.
     */
    public static String objection(long value, Unit expected) {
        if (expected.plausible(value)) {
            return "";
        }
        Unit other = unitOf(value);
        return other == null
                ? "is the year "
                        + expected.year(value)
                        + " as "
                        + expected
                        + ", must be from "
                        + FIRST_YEAR
                        + " to "
                        + LAST_YEAR
                : "is " + other + " (year " + expected.year(value) + "), must be " + expected;
    }
}
