package io.riffle.lab.kafka;

import io.riffle.schema.DeadLetter;
import io.riffle.schema.wire.DeadLetterWire;
import io.riffle.schema.wire.RawRecord;
import io.riffle.schema.wire.WireException;
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
 * @param total letters that were counted
 * @param retried those among them whose records had been sent again
 * @param unreadable records of the topic that are no letters to this release
 * @param newest oldest first
 */
public record DeadLetterLog(
        long total,
        long retried,
        long unreadable,
        Map<DeadLetter.Reason, Long> byReason,
        List<DeadLetter> newest) {

    static final String TOPIC = "dead-letters";
    private static final Comparator<DeadLetter> BY_TIME =
            Comparator.comparingLong(DeadLetter::time);

    /** Copies counts and letters. */
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
            KafkaAccess access, DeadLetter.@Nullable Reason reason, int limit) {
        DeadLetterWire wire = new DeadLetterWire();
        AtomicLong total = new AtomicLong();
        AtomicLong retried = new AtomicLong();
        AtomicLong unreadable = new AtomicLong();
        Map<DeadLetter.Reason, Long> byReason = new EnumMap<>(DeadLetter.Reason.class);
        PriorityQueue<DeadLetter> newest = new PriorityQueue<>(BY_TIME);
        new TopicReader(access, TOPIC)
                .forEach(
                        record -> {
                            DeadLetter letter = letter(wire, record);
                            if (letter == null) {
                                unreadable.incrementAndGet();
                                return;
                            }
                            if (reason != null && letter.reason() != reason) {
                                return;
                            }
                            if (DeadLetterRetry.sentAgain(letter)) {
                                retried.incrementAndGet();
                            }
                            total.incrementAndGet();
                            byReason.merge(letter.reason(), 1L, Long::sum);
                            newest.add(letter);
                            if (newest.size() > limit) {
                                newest.remove();
                            }
                        });
        return new DeadLetterLog(
                total.get(),
                retried.get(),
                unreadable.get(),
                byReason,
                newest.stream().sorted(BY_TIME).toList());
    }

    /**
     * The letter of a record; null when it is none to this release: garbage, or a reason that a
     * newer one gives.
     */
    static @Nullable DeadLetter letter(DeadLetterWire wire, RawRecord record) {
        try {
            return wire.read(record, TopicPlan.MAX_DEAD_LETTER_RECORD);
        } catch (WireException e) {
            return null;
        }
    }
}
