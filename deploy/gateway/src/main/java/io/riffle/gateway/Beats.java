package io.riffle.gateway;

import io.riffle.gateway.live.LiveBoard;
import io.riffle.gateway.live.Passing;
import io.riffle.gateway.stream.Streams;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens again and again, in one thread. */
final class Beats implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Beats.class);
    private static final int HEARTBEAT_MS = 15_000;
    private static final int SECOND_MS = 1_000;

    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task, "riffle-gateway-beats");
                        thread.setDaemon(true);
                        return thread;
                    });

    /**
     * @param board null = there are no figures
     */
    Beats(Streams streams, Passing passing, @Nullable LiveBoard board) {
        every(Passing.TICK_MS, passing::tick);
        every(HEARTBEAT_MS, streams::heartbeat);
        if (board != null) {
            every(SECOND_MS, board::everySecond);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private void every(int ms, Runnable task) {
        var unused = timer.scheduleAtFixedRate(() -> safely(task), ms, ms, TimeUnit.MILLISECONDS);
    }

    /** One that fails must not be the last. */
    private static void safely(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.warn("A task of the gateway failed", e);
        }
    }
}
