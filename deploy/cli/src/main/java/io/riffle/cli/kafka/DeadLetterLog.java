package io.riffle.cli.kafka;

import io.riffle.schema.DeadLetter;
import io.riffle.schema.wire.DeadLetterWire;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What {@code dead-letters} holds.
 *
 * @param newest oldest first
 */
public record DeadLetterLog(
        long total, Map<DeadLetter.Reason, Long> byReason, List<DeadLetter> newest) {

    private static final String TOPIC = "dead-letters";
    private static final Comparator<DeadLetter> BY_TIME =
            Comparator.comparingLong(DeadLetter::time);

    public DeadLetterLog {
        byReason = Collections.unmodifiableMap(byReason);
        newest = List.copyOf(newest);
    }

    /**
     * Reads the whole topic.
     *
     * @param reason only those; null for all
     * @param limit how many are kept
     */
    public static DeadLetterLog read(
            String brokers, DeadLetter.@Nullable Reason reason, int limit) {
        DeadLetterWire wire = new DeadLetterWire();
        AtomicLong total = new AtomicLong();
        Map<DeadLetter.Reason, Long> byReason = new EnumMap<>(DeadLetter.Reason.class);
        PriorityQueue<DeadLetter> newest = new PriorityQueue<>(BY_TIME);
        new TopicReader(brokers, TOPIC)
                .forEach(
                        record -> {
                            DeadLetter letter = wire.read(record, TopicPlan.MAX_DEAD_LETTER_RECORD);
                            if (reason != null && letter.reason() != reason) {
                                return;
                            }
                            total.incrementAndGet();
                            byReason.merge(letter.reason(), 1L, Long::sum);
                            newest.add(letter);
                            if (newest.size() > limit) {
                                newest.remove();
                            }
                        });
        return new DeadLetterLog(total.get(), byReason, newest.stream().sorted(BY_TIME).toList());
    }

    /**
     * Sends the records of one reason to their topics again; returns how many. What a letter does
     * not hold whole cannot be sent.
     */
    public static long retry(String brokers, DeadLetter.Reason reason) {
        DeadLetterWire wire = new DeadLetterWire();
        AtomicLong sent = new AtomicLong();
        try (RecordSender sender = new RecordSender(brokers)) {
            new TopicReader(brokers, TOPIC)
                    .forEach(
                            record -> {
                                DeadLetter letter =
                                        wire.read(record, TopicPlan.MAX_DEAD_LETTER_RECORD);
                                if (letter.reason() == reason && letter.whole()) {
                                    sender.send(
                                            letter.topic(),
                                            nullIfEmpty(letter.key()),
                                            nullIfEmpty(letter.value()),
                                            letter.headers());
                                    sent.incrementAndGet();
                                }
                            });
            sender.flush();
        }
        return sent.get();
    }

    private static byte @Nullable [] nullIfEmpty(byte[] bytes) {
        return bytes.length == 0 ? null : bytes;
    }
}
