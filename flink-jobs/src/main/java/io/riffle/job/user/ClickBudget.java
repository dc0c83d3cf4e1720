package io.riffle.job.user;

/**
 * How many clicks, or requests, of one user are answered: so many at once and so many a minute.
 * Counted by their received times, so that it is a function of the stream; a backlog is judged as
 * if it had been read when it came.
 *
 * <p><b>State</b>: one number a user, up to when the clicks so far have used the budget up.
 *
 * <p><b>Source</b>: the generic cell rate algorithm, ITU-T I.371.
 */
public final class ClickBudget {

    private static final long MINUTE_MICROS = 60_000_000;

    /** What {@link #pay} says when nothing is left. */
    static final long OVER = -1;

    private final long micros;

    /**
     * @param perMinute clicks; 0 = no bound
     */
    public ClickBudget(int perMinute) {
        this.micros = perMinute == 0 ? 0 : MINUTE_MICROS / perMinute;
    }

    /**
     * Takes one click from the budget.
     *
     * @param paidUntil what this said to the user's click before; 0 for the first
     * @param received epoch ms
     * @return epoch microseconds; {@link #OVER} when the click is beyond the budget
     */
    long pay(long paidUntil, long received) {
        if (micros == 0) {
            return paidUntil;
        }
        long now = received * 1_000;
        long from = Math.max(paidUntil, now);
        return from - now > MINUTE_MICROS - micros ? OVER : from + micros;
    }
}
