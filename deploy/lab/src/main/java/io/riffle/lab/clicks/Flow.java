package io.riffle.lab.clicks;

/**
 * How a stream of records is sent.
 *
 * @param rate records per second; infinite = as fast as answers come
 * @param mostUnanswered records that may wait for their answers; when so many do, nothing is sent
 */
public record Flow(double rate, long mostUnanswered) {

    /** Records without an answer at most, when no rate is given. */
    private static final int MOST_UNANSWERED = 2_000;

    /** At this rate, whatever becomes of the answers: what is measured is not slowed down. */
    public static Flow steady(double rate) {
        return new Flow(rate, Double.isInfinite(rate) ? MOST_UNANSWERED : Long.MAX_VALUE);
    }

    /**
     * At this rate where the machine sustains it, else slower: 40 ms' records may wait, so that a
     * latency is the system's, and not that of a queue before it.
     */
    public static Flow sustained(double rate) {
        return new Flow(rate, Math.max(2, (long) (rate / 25)));
    }
}
