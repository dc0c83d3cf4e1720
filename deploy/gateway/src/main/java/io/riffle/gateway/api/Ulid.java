package io.riffle.gateway.api;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Makes ids for whoever brings none: 26 characters, in order of time.
 *
 * <p><b>Source</b>: github.com/ulid/spec; 48 bits of time in ms, 80 random bits, in Crockford's
 * base 32.
 */
final class Ulid {

    private static final char[] DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
    private static final int LENGTH = 26;
    private static final int TIME_DIGITS = 10;
    private static final int BITS = 5;
    private static final int MASK = 31;

    private final InstantSource clock;
    private final RandomGenerator random;

    Ulid(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    String next() {
        char[] id = new char[LENGTH];
        long time = clock.millis();
        for (int i = TIME_DIGITS - 1; i >= 0; i--) {
            id[i] = DIGITS[(int) (time & MASK)];
            time >>>= BITS;
        }
        long bits = 0;
        for (int i = TIME_DIGITS; i < LENGTH; i++) {
            // Twelve digits of a long, then a new one.
            bits = (i - TIME_DIGITS) % 12 == 0 ? random.nextLong() : bits >>> BITS;
            id[i] = DIGITS[(int) (bits & MASK)];
        }
        return new String(id);
    }
}
