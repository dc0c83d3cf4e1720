package io.riffle.cli.cluster;

import io.riffle.lab.kafka.KafkaAccess;
import io.riffle.lab.kafka.RecordSender;
import io.riffle.lab.kafka.TopicReader;
import io.riffle.schema.wire.ContentType;
import io.riffle.schema.wire.RecommendationWire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.TopicPartition;

/** Clicks without a pause, whatever happens to the cluster; one in fifty is broken. */
final class Feeder implements AutoCloseable {

    private static final long BETWEEN_CLICKS_NANOS = 20_000_000;
    private static final int USERS = 100;
    private static final int BROKEN = 50;

    private final String brokers;
    private final CompletableFuture<Void> sending;
    private volatile boolean ended;
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger valid = new AtomicInteger();

    private Map<TopicPartition, Long> read = new HashMap<>();
    private final Set<String> answered = new HashSet<>();
    private long answers;

    Feeder(String brokers) {
        this.brokers = brokers;
        sending = CompletableFuture.runAsync(this::send);
    }

    /** Whether every valid click sent before this call has an answer now. */
    boolean caughtUp(int clicks) {
        RecommendationWire wire = new RecommendationWire();
        read =
                new TopicReader(brokers, "recommendations")
                        .forEach(
                                read,
                                record -> {
                                    answers++;
                                    answered.add(wire.read(record, 1 << 20).triggerEventId());
                                });
        return answered.size() >= clicks;
    }

    /** Valid clicks sent so far. */
    int valid() {
        return valid.get();
    }

    /** Records sent so far. */
    int sent() {
        return sent.get();
    }

    /** Answers beyond one for each click, so far as they were read. */
    long repeats() {
        return answers - answered.size();
    }

    /** Sends no more; every record has been taken by the broker. */
    void end() {
        ended = true;
        sending.join();
    }

    @Override
    public void close() {
        end();
    }

    private void send() {
        try (RecordSender sender =
                RecordSender.patient(KafkaAccess.open(brokers), Duration.ofMinutes(5))) {
            while (!ended) {
                int number = sent.get();
                String user = "u" + number % USERS;
                boolean broken = number % BROKEN == BROKEN - 1;
                sender.send(
                        "click-events",
                        user.getBytes(StandardCharsets.UTF_8),
                        (broken ? "broken " + number : click(user, number))
                                .getBytes(StandardCharsets.UTF_8),
                        RecordSender.headers(ContentType.JSON));
                sent.incrementAndGet();
                valid.addAndGet(broken ? 0 : 1);
                LockSupport.parkNanos(BETWEEN_CLICKS_NANOS);
            }
            sender.flush();
        }
    }

    private static String click(String user, int number) {
        return String.format(
                Locale.ROOT,
                "{\"event_id\":\"e%d\",\"user_id\":\"%s\",\"item_id\":\"i%d\",\"event_time\":%d}",
                number,
                user,
                number % 37,
                1_700_000_000_000L + number);
    }
}
