package io.riffle.lab.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.lab.Interrupt;
import io.riffle.lab.Lab;
import io.riffle.lab.clicks.ClickSource;
import io.riffle.lab.clicks.OutgoingClick;
import io.riffle.lab.console.CommandException;
import io.riffle.lab.console.Console;
import io.riffle.lab.console.JsonLine;
import io.riffle.lab.kafka.RecordSender;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** Sends clicks that are too old to be answered, and waits until the job has stored them. */
record PastClicks(Lab lab, RecordSender sender, Interrupt interrupt, Console console) {

    /** So many may be on their way: the job never waits, and what is unread stays little. */
    private static final long MOST_UNREAD = 100_000;

    private static final long LOOK_EVERY = 1_000;
    private static final long WAIT_NANOS = 1_000_000;
    private static final double PATIENCE_SECONDS = 300;

    /**
     * What it took.
     *
     * @param seconds from the first click until the last one was stored
     * @param processMicros CPU of the whole process per click, broker and sender included
     */
    record Stored(long clicks, double seconds, double processMicros) {

        double perSecond() {
            return clicks / seconds;
        }

        String line() {
            return String.format(
                    Locale.ROOT,
                    "%,d clicks stored without an answer in %,.0f s: %,.0f a second, process %.0f"
                            + " µs each",
                    clicks,
                    seconds,
                    perSecond(),
                    processMicros);
        }

        ObjectNode toJson() {
            return JsonLine.object()
                    .put("clicks", clicks)
                    .put("seconds", seconds)
                    .put("clicks_per_second", perSecond())
                    .put("process_cpu_us_per_click", processMicros);
        }
    }

    /** Stores so many; fewer when it is interrupted. */
    Stored store(ClickSource source, long clicks) throws IOException {
        AtomicBoolean stopped = new AtomicBoolean();
        interrupt.onRequest(() -> stopped.set(true));
        long begin = System.nanoTime();
        long cpu = cpuNanos();
        long sent = 0;
        while (sent < clicks && !stopped.get()) {
            OutgoingClick click = source.next();
            if (click == null) {
                break;
            }
            sender.send(
                    "click-events",
                    click.key(),
                    click.value(),
                    RecordSender.headers(click.contentType()));
            sent++;
            if (sent % LOOK_EVERY == 0) {
                await(sent - MOST_UNREAD);
            }
        }
        sender.flush();
        await(sent);
        return new Stored(
                sent,
                (System.nanoTime() - begin) / 1e9,
                (cpuNanos() - cpu) / 1e3 / Math.max(1, sent));
    }

    /** Waits until so many are stored. */
    private void await(long least) {
        long stored = stored();
        long since = System.nanoTime();
        while (stored < least) {
            lab.failIfEnded();
            console.live(String.format(Locale.ROOT, "  %,d stored", stored));
            LockSupport.parkNanos(WAIT_NANOS);
            long now = stored();
            if (now != stored) {
                since = System.nanoTime();
                stored = now;
            } else if ((System.nanoTime() - since) / 1e9 > PATIENCE_SECONDS) {
                throw new CommandException(
                        "The clicks stored ("
                                + stored
                                + ") must become more within five minutes.\nMaybe the job fails:"
                                + " see -v.");
            }
        }
    }

    private long stored() {
        return lab.metrics().count("click.too_old");
    }

    private static long cpuNanos() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }
}
