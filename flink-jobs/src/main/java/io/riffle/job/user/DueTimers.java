package io.riffle.job.user;

import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.streaming.api.operators.InternalTimeServiceManager.ShouldStopAdvancingFn;

/**
 * Lets timers fire as clicks are read, a few at a time. As many users as were just answered may be
 * looked at after each bundle; whoever is left waits until no clicks come, and then clicks,
 * barriers and swaps come in between. So an hour of overdue timers holds nobody up.
 *
 * <p>All methods are called on the task thread.
 */
public final class DueTimers {

    /** Users that are looked at in one go, when not more were answered. */
    public static final int PORTION = 8;

    private final ReadClock clock;
    private final MailboxExecutor mailbox;
    private final Advance timers;
    private boolean watching;
    private long clicksSeen;
    private int left;

    /** Fires the timers that are due. */
    public interface Advance {
        /**
         * Fires them in order of their times.
         *
         * @param stop asked after each timer
         * @return whether all have fired
         */
        boolean to(long time, ShouldStopAdvancingFn stop) throws Exception;
    }

    public DueTimers(ReadClock clock, MailboxExecutor mailbox, Advance timers) {
        this.clock = clock;
        this.mailbox = mailbox;
        this.timers = timers;
    }

    /** A bundle of so many clicks was answered. */
    public void answered(int clicks) throws Exception {
        if (!fire(Math.max(PORTION, clicks)) && !watching) {
            watching = true;
            look();
        }
    }

    private void look() {
        clicksSeen = clock.clicks();
        mailbox.execute(this::goOn, "look at silent users");
    }

    private void goOn() throws Exception {
        if (clicksSeen != clock.clicks() || !fire(PORTION)) {
            look();
        } else {
            watching = false;
        }
    }

    private boolean fire(int most) throws Exception {
        if (clock.newest() == Long.MIN_VALUE) {
            return true;
        }
        left = most;
        return timers.to(clock.newest(), () -> --left <= 0);
    }
}
