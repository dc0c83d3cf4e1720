package io.riffle.job.recommend;

import io.riffle.job.metrics.RecommendMetrics;
import io.riffle.job.user.KeyedUser;
import io.riffle.job.user.ReadClock;
import io.riffle.job.user.User;
import io.riffle.schema.ForgetReceipt;
import java.time.Duration;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.InternalTimerService;

/**
 * Looks after users who send no more clicks: lets their slates go when the deadline has passed, and
 * what is kept of them when they have been away too long.
 *
 * <p>Time is how far the clicks have been read ({@link ReadClock}), so that after an outage nobody
 * counts as silent whose clicks wait to be read. When no user sends anything, nothing passes.
 *
 * <p><b>State</b>: one timer a user at most; its time is in the user's head, so that a user who was
 * not hot in between does not get a second one. Users have the minute's timers at times of their
 * own.
 */
final class SilentUsers {

    private static final long MINUTE = 60_000;

    private final KeyedUser users;
    private final Settlement settlement;
    private final InternalTimerService<VoidNamespace> timers;
    private final ReadClock clock;
    private final RecommendMetrics numbers;
    private final long maxIdle;

    /**
     * @param maxIdle after which a user is forgotten; 0 = never
     */
    SilentUsers(
            KeyedUser users,
            Settlement settlement,
            InternalTimerService<VoidNamespace> timers,
            ReadClock clock,
            RecommendMetrics numbers,
            Duration maxIdle) {
        this.users = users;
        this.settlement = settlement;
        this.timers = timers;
        this.clock = clock;
        this.numbers = numbers;
        this.maxIdle = maxIdle.toMillis();
    }

    /**
     * Sets the current key's timer, if there is something to wait for, in place of a later one;
     * before the commit.
     */
    void await(User user) {
        long deadline = user.slates.nextDeadline();
        if (maxIdle > 0) {
            deadline = Math.min(deadline, Math.max(user.activity().seen(), 0) + maxIdle);
        }
        if (deadline == Long.MAX_VALUE) {
            return;
        }
        // A user whose partition is read behind the others is looked at again in a minute.
        long earliest = clock.newest() == Long.MIN_VALUE ? 0 : clock.newest();
        long timer = own(user.userId, Math.max(deadline, earliest) + 1);
        long set = user.activity().timer();
        if (set == 0 || timer < set) {
            stop(user);
            timers.registerEventTimeTimer(VoidNamespace.INSTANCE, timer);
            user.setTimer(timer);
        }
    }

    /**
     * The current key's timer is due.
     *
     * @param timer its time; one that is not the user's own, as of an older release, counts when
     *     the user has none
     */
    void due(String userId, long timer) throws Exception {
        User user = users.glance(userId);
        if (user == null || (user.activity().timer() != timer && user.activity().timer() != 0)) {
            return;
        }
        user.setTimer(0);
        int partition = user.activity().partition();
        long read = clock.of(partition);
        if (user.activity().seen() == 0 && read > 0) {
            // State of an older release does not say: the user counts as seen now.
            user.read(read, partition);
        }
        settlement.expire(user, read);
        if (away(user, read)) {
            users.leave(userId);
            numbers.userForgotten();
            return;
        }
        await(user);
        users.commit(user);
    }

    /** Leaves nothing of what the current key's user did, nor a timer. */
    void leave(User user) {
        stop(user);
        users.leave(user.userId);
    }

    /** Leaves nothing of the current key's user, nor a timer; what there was. */
    ForgetReceipt.Purged forget(String userId) throws Exception {
        User user = users.glance(userId);
        if (user != null) {
            stop(user);
        }
        return users.forget(userId);
    }

    private void stop(User user) {
        if (user.activity().timer() != 0) {
            timers.deleteEventTimeTimer(VoidNamespace.INSTANCE, user.activity().timer());
        }
    }

    private boolean away(User user, long read) {
        return maxIdle > 0 && read > 0 && read - user.activity().seen() >= maxIdle;
    }

    /** The first time from the given one on that is the user's own in its minute. */
    private static long own(String userId, long time) {
        long offset = Math.floorMod(Integer.rotateLeft(userId.hashCode() * 0x9E3779B9, 15), MINUTE);
        return Math.floorDiv(time - offset + MINUTE - 1, MINUTE) * MINUTE + offset;
    }
}
