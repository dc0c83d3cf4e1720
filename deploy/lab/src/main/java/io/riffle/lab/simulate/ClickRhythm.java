package io.riffle.lab.simulate;

import java.util.SplittableRandom;

/**
 * When users click: in sessions, with short gaps inside and long ones between.
 *
 * <p><b>Units</b>: ms of event time. <b>State</b>: draws from a random stream that it shares with
 * its {@link Simulation}.
 */
final class ClickRhythm {
    private static final double CLICK_GAP_SPREAD = 1.0;
    private static final double SESSION_GAP_SPREAD = 1.0;
    private static final long LONGEST_CLICK_GAP = 20 * 60_000L;
    private static final long SHORTEST_SESSION_GAP = 30 * 60_000L;
    private static final long LONGEST_SESSION_GAP = 14 * 24 * 3_600_000L;

    private final SimulationConfig config;
    private final Crowd crowd;
    private final SplittableRandom random;

    ClickRhythm(SimulationConfig config, Crowd crowd, SplittableRandom random) {
        this.config = config;
        this.crowd = crowd;
        this.random = random;
    }

    /** Time of each user's first click. */
    long[] firstTimes() {
        long[] times = new long[config.users()];
        double session = config.clicksPerSession() * config.clickGap().toMillis();
        for (int u = 0; u < times.length; u++) {
            double away = config.sessionGap().toMillis() * crowd.pace(u);
            // Some are in the middle of a session already, so that the stream starts at full width.
            boolean active = random.nextDouble() * (away + session) < session;
            double within = active ? config.clickGap().toMillis() : away;
            times[u] = config.startTime() + (long) (random.nextDouble() * within);
        }
        return times;
    }

    /** Time until the user's next click; it may end the session. */
    long gap(int user) {
        if (random.nextDouble() * config.clicksPerSession() >= 1) {
            double gap = config.clickGap().toMillis() * spread(CLICK_GAP_SPREAD);
            return Math.max(1_000, Math.min(LONGEST_CLICK_GAP, (long) gap));
        }
        crowd.endSession(user, random);
        double gap = config.sessionGap().toMillis() * crowd.pace(user) * spread(SESSION_GAP_SPREAD);
        return Math.max(SHORTEST_SESSION_GAP, Math.min(LONGEST_SESSION_GAP, (long) gap));
    }

    private double spread(double sigma) {
        return Math.exp(sigma * random.nextGaussian());
    }
}
