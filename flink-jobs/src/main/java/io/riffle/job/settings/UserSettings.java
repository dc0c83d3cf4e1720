package io.riffle.job.settings;

import java.io.Serializable;
import java.time.Duration;

/**
 * What is kept of users, and how much of what they do is answered.
 *
 * @param cached users whose decoded state is kept on the heap, per subtask
 * @param cachedBytes of the heap that they may take, per subtask
 * @param maxClicksPerMinute clicks of a user that are answered; 0 = all
 * @param maxRate clicks in a minute beyond which a user is a robot; 0 = nobody is
 * @param maxIdle after which a user who does nothing is forgotten; 0 = never
 * @param maxAge of a click that is answered, by its record's timestamp; 0 = any
 * @param maxRequestsPerMinute requests of a user that are answered with a slate; 0 = all
 */
public record UserSettings(
        int cached,
        long cachedBytes,
        int maxClicksPerMinute,
        int maxRate,
        Duration maxIdle,
        Duration maxAge,
        int maxRequestsPerMinute)
        implements Serializable {

    /** All requests are answered. */
    public UserSettings(
            int cached,
            long cachedBytes,
            int maxClicksPerMinute,
            int maxRate,
            Duration maxIdle,
            Duration maxAge) {
        this(cached, cachedBytes, maxClicksPerMinute, maxRate, maxIdle, maxAge, 0);
    }

    /** The same, and clicks of any age. */
    public UserSettings(
            int cached, long cachedBytes, int maxClicksPerMinute, int maxRate, Duration maxIdle) {
        this(cached, cachedBytes, maxClicksPerMinute, maxRate, maxIdle, Duration.ZERO);
    }
}
