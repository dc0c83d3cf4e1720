package io.riffle.lab.bench;

import io.riffle.lab.Interrupt;
import io.riffle.lab.Lab;
import io.riffle.lab.audience.Tally;
import io.riffle.lab.audience.Traffic;
import io.riffle.lab.clicks.ClickSource;
import io.riffle.lab.clicks.Flow;
import io.riffle.lab.kafka.RecordSender;
import java.io.IOException;

/** What sends clicks into one lab, and waits for their answers. */
record Drive(Lab lab, ClickSource source, RecordSender sender, Interrupt interrupt) {

    private static final int PATIENCE_SECONDS = 120;

    /**
     * Sends, and waits until all is answered.
     *
     * @param rate records per second; infinite = as fast as answers come
     * @param onTick called about five times a second; may throw to end it
     */
    void run(Tally tally, double rate, double seconds, Runnable onTick) throws IOException {
        Runnable watch =
                () -> {
                    lab.failIfEnded();
                    onTick.run();
                };
        Traffic traffic = new Traffic(source, tally, sender, Flow.steady(rate), watch);
        interrupt.onRequest(traffic::stop);
        traffic.send(seconds);
        traffic.drain(PATIENCE_SECONDS);
    }
}
