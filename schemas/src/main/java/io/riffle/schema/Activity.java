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
 */
public record Activity(long timer, long seen, int partition, long paidUntil) {

    /** Of a user of whom no click was read. */
    public static final Activity NONE = new Activity(0, 0, 0, 0);

    /** Checks the numbers. */
    public Activity {
        Rules.notNegative("timer", timer, "a user's activity");
        Rules.notNegative("received time", seen, "a user's activity");
        Rules.notNegative("partition", partition, "a user's activity");
        Rules.notNegative("spent budget", paidUntil, "a user's activity");
    }
}
