package io.riffle.job.user;

/**
 * Whether a user acts faster than a person does: more often, over the last minute, than is allowed.
 * Counted by the received times of the clicks, so that it is a function of the stream. Who has been
 * faster stays so until a calmer minute.
 *
 * <p><b>State</b>: one number a user, up to when the clicks so far take the rate up.
 *
 * <p><b>Source</b>: the leaky bucket as a meter, ITU-T I.371, which fills to twice its size.
 */
public final class HumanRate {

    private static final long MINUTE_MICROS = 60_000_000;

    private final long micros;

    /**
     * @param perMinute clicks; 0 = everybody is a person
     */
    public HumanRate(int perMinute) {
        this.micros = perMinute == 0 ? 0 : MINUTE_MICROS / perMinute;
    }

    /**
     * Counts one click.
     *
     * @param busyUntil what this said to the user's click before; 0 for the first
     * @param received epoch ms
     * @return epoch microseconds
     */
    long count(long busyUntil, long received) {
        if (micros == 0) {
            return busyUntil;
        }
        long now = received * 1_000;
        return Math.min(Math.max(busyUntil, now) + micros, now + 2 * MINUTE_MICROS);
    }

    /** Whether the click that was counted last came too fast. */
    boolean exceeded(long busyUntil, long received) {
        return micros > 0 && busyUntil - received * 1_000 > MINUTE_MICROS;
    }
}
