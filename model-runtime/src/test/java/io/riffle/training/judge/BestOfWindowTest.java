package io.riffle.training.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class BestOfWindowTest {
    private static final long HOUR = 3_600_000;

    @Test
    void theBestOfADayCountsAndFadesAfterIt() {
        BestOfWindow window = new BestOfWindow(24 * HOUR);
        assertThat(window.best(0)).isEqualTo(Double.NEGATIVE_INFINITY);
        window.add(.3, 10 * HOUR);
        window.add(.2, 10 * HOUR + 1);
        window.add(.1, 20 * HOUR);
        assertThat(window.best(33 * HOUR)).isEqualTo(.3);
        assertThat(window.best(34 * HOUR)).isEqualTo(.1);
        assertThat(window.best(44 * HOUR)).isEqualTo(Double.NEGATIVE_INFINITY);
        window.add(-.5, 34 * HOUR);
        assertThat(window.best(57 * HOUR)).isEqualTo(-.5);
    }

    @Test
    void aYearOfValuesIsRememberedForADay() {
        BestOfWindow window = new BestOfWindow(24 * HOUR);
        for (long minute = 0; minute < 366 * 1_440; minute += 7) {
            long now = minute * 60_000;
            window.add(-(double) minute, now);
            assertThat(window.best(now)).isBetween(-(double) minute, 1_440.0 - minute);
        }
    }

    @Test
    void windowOfNothingRemembersNothing() {
        BestOfWindow window = new BestOfWindow(0);
        window.add(1, 5);
        assertThat(window.best(5)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void restoredWindowRemembersTheSame() throws IOException {
        BestOfWindow window = new BestOfWindow(24 * HOUR);
        window.add(.3, 10 * HOUR);
        window.add(.1, 20 * HOUR);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        window.write(new DataOutputStream(bytes));
        BestOfWindow restored = new BestOfWindow(24 * HOUR);
        restored.add(9, 11 * HOUR);
        restored.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        assertThat(restored.best(30 * HOUR)).isEqualTo(.3);
        assertThat(restored.best(40 * HOUR)).isEqualTo(.1);
    }
}
