package io.riffle.schema;

/**
 * What is remembered of the reading of a user's clicks, beside what they say.
 *
 * @param timer received time up to which clicks must have been read before the user's open slates
 *     are looked at, epoch ms; 0 = no timer is set
 * @param seen received time of the newest click, epoch ms; 0 = not known
 * @param partition of the topic that the newest click came from
 * @param paidUntil received time up to which the user's budget of clicks is spent, epoch
 *     microseconds; 0 = nothing is
 * @param busyUntil received time up to which the rate that a person may have is taken up, epoch
 *     microseconds; 0 = nothing is
 */
public record Activity(long timer, long seen, int partition, long paidUntil, long busyUntil) {

    /** Of a user of whom no click was read. */
    public static final Activity NONE = new Activity(0, 0, 0, 0, 0);

    /** Checks the numbers. */
    public Activity {
        Rules.notNegative("timer", timer, "a user's activity");
        Rules.notNegative("received time", seen, "a user's activity");
        Rules.notNegative("partition", partition, "a user's activity");
        Rules.notNegative("spent budget", paidUntil, "a user's activity");
        Rules.notNegative("taken rate", busyUntil, "a user's activity");
    }

    /** The same, after a click was read. */
    public Activity read(long received, int ofPartition) {
        return new Activity(timer, Math.max(received, seen), ofPartition, paidUntil, busyUntil);
    }

    /** The same with another timer. */
    public Activity withTimer(long newTimer) {
        return new Activity(newTimer, seen, partition, paidUntil, busyUntil);
    }

    /** The same with another budget spent. */
    public Activity withPaidUntil(long micros) {
        return new Activity(timer, seen, partition, micros, busyUntil);
    }

    /** The same with another rate taken up. */
    public Activity withBusyUntil(long micros) {
        return new Activity(timer, seen, partition, paidUntil, micros);
    }
}
