package io.riffle.lab.audience;

import io.riffle.lab.clicks.ClickSource;
import io.riffle.lab.clicks.Flow;
import io.riffle.lab.clicks.OutgoingClick;
import io.riffle.lab.clicks.Pace;
import io.riffle.lab.console.CommandException;
import io.riffle.lab.kafka.RecordSender;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends a source's clicks, and its items as they appear, and waits for their answers.
 *
 * <p><b>Threads</b>: {@link #stop} from any; the rest from one.
 */
public final class Traffic {

    private static final long TICK_NANOS = 200_000_000L;
    private static final long SHORT_NANOS = 200_000L;

    private final ClickSource source;
    private final Tally tally;
    private final RecordSender sender;
    private final Pace pace;
    private final long mostUnanswered;
    private final Runnable onTick;
    private final Arrivals arrivals;
    private volatile boolean stopped;
    private long nextTick;

    /**
     * @param flow how fast it sends
     * @param onTick called about five times a second, on the thread that calls {@link #send} or
     *     {@link #drain}; may throw to end it
     */
    public Traffic(
            ClickSource source, Tally tally, RecordSender sender, Flow flow, Runnable onTick) {
        this.source = source;
        this.tally = tally;
        this.sender = sender;
        this.pace = new Pace(flow.rate(), System::nanoTime);
        this.mostUnanswered = flow.mostUnanswered();
        this.onTick = onTick;
        this.arrivals = new Arrivals(source.laterItems(), sender);
    }

    /** Sends until the source is drained, or {@code seconds} after the first record. */
    public void send(double seconds) throws IOException {
        long start = System.nanoTime();
        OutgoingClick click = source.next();
        while (click != null && !stopped && (System.nanoTime() - start) / 1e9 < seconds) {
            tick();
            long wait = pace.untilNext();
            if (tally.unanswered() >= mostUnanswered) {
                pace.forgive();
                wait = SHORT_NANOS;
            }
            if (wait > 0) {
                LockSupport.parkNanos(Math.min(wait, TICK_NANOS));
                continue;
            }
            pace.take();
            if (click.click() != null) {
                arrivals.until(click.click().eventTime());
            }
            tally.sent(click);
            sender.send(
                    "click-events",
                    click.key(),
                    click.value(),
                    RecordSender.headers(click.contentType()));
            click = source.next();
        }
        sender.flush();
    }

    /**
     * Waits until every record sent is answered.
     *
     * @param patienceSeconds without any progress, after which it fails
     */
    public void drain(int patienceSeconds) {
        long left = tally.unanswered();
        long since = System.nanoTime();
        while (left > 0) {
            tick();
            LockSupport.parkNanos(5 * SHORT_NANOS);
            long now = tally.unanswered();
            if (now != left) {
                left = now;
                since = System.nanoTime();
            } else if ((System.nanoTime() - since) / 1e9 > patienceSeconds) {
                throw new CommandException(
                        "The unanswered records ("
                                + left
                                + ") of the job must become fewer within "
                                + patienceSeconds
                                + " seconds.\nMaybe the job failed: see -v.");
            }
        }
    }

    /** Ends {@link #send} soon. */
    public void stop() {
        stopped = true;
    }

    private void tick() {
        long now = System.nanoTime();
        if (now - nextTick >= 0) {
            nextTick = now + TICK_NANOS;
            onTick.run();
        }
    }
}
