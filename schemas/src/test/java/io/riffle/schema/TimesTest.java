package io.riffle.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.schema.Times.Unit;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class TimesTest {
    private static final long NOW = 1_600_008_400L;

    @Test
    void eachUnitIsToldFromTheOthersByTheNumberAlone() {
        assertThat(Times.unitOf(NOW)).isEqualTo(Unit.SECONDS);
        assertThat(Times.unitOf(NOW * 1_000)).isEqualTo(Unit.MILLISECONDS);
        assertThat(Times.unitOf(NOW * 1_000_000)).isEqualTo(Unit.MICROSECONDS);
        assertThat(Times.unitOf(NOW * 1_000_000_000)).isEqualTo(Unit.NANOSECONDS);
    }

    @Test
    void thePlausibleRangeIsThatOfTheYearsItNames() {
        long first = Instant.parse("1990-01-01T00:00:00Z").getEpochSecond();
        long last = Instant.parse("2100-01-01T00:00:00Z").getEpochSecond();
        for (Unit unit : Unit.values()) {
            long scale = ChronoUnit.SECONDS.getDuration().toNanos() / nanos(unit);
            assertThat(unit.plausible(first * scale)).isTrue();
            assertThat(unit.plausible(first * scale - 1)).isFalse();
            assertThat(unit.plausible(last * scale - 1)).isTrue();
            assertThat(unit.plausible(last * scale)).isFalse();
        }
    }

    @Test
    void noNumberIsPlausibleInTwoUnits() {
        for (long value = 1; value > 0 && value < Long.MAX_VALUE / 3; value = value * 3 / 2 + 1) {
            int plausible = 0;
            for (Unit unit : Unit.values()) {
                plausible += unit.plausible(value) ? 1 : 0;
            }
            assertThat(plausible).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void anObjectionNamesTheUnitTheNumberIsIn() {
        assertThat(Times.objection(NOW * 1_000, Unit.SECONDS))
                .isEqualTo("is milliseconds (year 52672), must be seconds");
        assertThat(Times.objection(1_790_000_000L, Unit.MILLISECONDS))
                .isEqualTo("is seconds (year 1970), must be milliseconds");
        assertThat(Times.objection(NOW * 1_000_000_000, Unit.MILLISECONDS))
                .startsWith("is nanoseconds (year ");
        assertThat(Times.objection(NOW, Unit.SECONDS)).isEmpty();
    }

    @Test
    void aNumberThatIsNoTimeInAnyUnitIsObjectedToWithItsYear() {
        assertThat(Times.objection(1, Unit.SECONDS))
                .isEqualTo("is the year 1970 as seconds, must be from 1990 to 2100");
        assertThat(Times.objection(-5, Unit.MILLISECONDS)).contains("1969");
        assertThat(Times.objection(Long.MAX_VALUE, Unit.SECONDS)).contains("must be from");
        assertThat(Times.objection(Long.MIN_VALUE, Unit.NANOSECONDS)).contains("must be from");
        assertThat(Times.objection(9_999_999_999_999L, Unit.SECONDS)).contains("year");
    }

    private static long nanos(Unit unit) {
        return switch (unit) {
            case SECONDS -> 1_000_000_000;
            case MILLISECONDS -> 1_000_000;
            case MICROSECONDS -> 1_000;
            case NANOSECONDS -> 1;
        };
    }
}
