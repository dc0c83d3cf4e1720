package io.riffle.lab.kafka;

import io.riffle.schema.DeadLetter;
import io.riffle.schema.wire.DeadLetterWire;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Sends the records of dead letters to their topics again, each once: how far it came is kept with
 * the brokers, as the offsets of a group per reason, and a record that was sent again carries a
 * header, so that one that fails again is not sent a third time.
 */
public final class DeadLetterRetry {

    /** Of records that were sent again. */
    public static final String HEADER = "riffle-sent-again";

    static final String GROUP = "riffle-dead-letters-retry-";
    private static final byte[] YES = {'1'};

    /** What the jobs read; a letter may name any topic. */
    static final Set<String> INPUTS =
            Set.of(
                    "click-events",
                    "item-catalog",
                    "user-profiles",
                    "training-samples",
                    "model-updates",
                    "placement-rules",
                    "user-merges",
                    "guest-histories",
                    "forget-requests");

    private static final Set<String> COMPACTED =
            TopicPlan.all(1).stream()
                    .filter(TopicPlan::compacted)
                    .map(TopicPlan::name)
                    .collect(Collectors.toUnmodifiableSet());

    private final DeadLetterWire wire = new DeadLetterWire();
    private final DeadLetter.Reason reason;
    private final boolean all;
    private long sent;
    private long before;
    private long cut;
    private long elsewhere;
    private long unreadable;

    /**
     * What came of it.
     *
     * @param sent records
     * @param before letters whose record had been sent again already
     * @param cut letters that do not hold their record whole
     * @param elsewhere letters that name a topic which the jobs do not read
     * @param unreadable records of the topic that are no letters to this release
     */
    public record Result(long sent, long before, long cut, long elsewhere, long unreadable) {}

    /**
     * Of one reason.
     *
     * @param all also what was sent again before
     */
    public DeadLetterRetry(DeadLetter.Reason reason, boolean all) {
        this.reason = reason;
        this.all = all;
    }

    /** Sends them; what was sent is remembered once the brokers have it. */
    public Result run(Brokers brokers) {
        String group = GROUP + reason;
        TopicReader reader = new TopicReader(brokers.access(), DeadLetterLog.TOPIC);
        TopicNames names = brokers.access().topics();
        Map<TopicPartition, Long> from = all ? Map.of() : brokers.committed(group);
        Map<TopicPartition, Long> next = new HashMap<>(from);
        try (RecordSender sender = new RecordSender(brokers.access())) {
            next.putAll(
                    reader.forEach(
                            from,
                            record -> take(DeadLetterLog.letter(wire, record), names, sender)));
            sender.flush();
        }
        brokers.commit(group, next);
        return new Result(sent, before, cut, elsewhere, unreadable);
    }

    /** Whether the record of a letter was sent again before it failed. */
    static boolean sentAgain(DeadLetter letter) {
        return letter.headers().stream().anyMatch(header -> header.getKey().equals(HEADER));
    }

    private void take(@Nullable DeadLetter letter, TopicNames names, RecordSender sender) {
        if (letter == null) {
            unreadable++;
        } else if (letter.reason() == reason) {
            String topic = names.planned(letter.topic());
            if (!INPUTS.contains(topic)) {
                elsewhere++;
            } else if (!letter.whole()) {
                cut++;
            } else if (sentAgain(letter) && !all) {
                before++;
            } else {
                send(letter, topic, sender);
            }
        }
    }

    private void send(DeadLetter letter, String topic, RecordSender sender) {
        List<Map.Entry<String, byte[]>> headers = new ArrayList<>(letter.headers());
        if (!sentAgain(letter)) {
            headers.add(Map.entry(HEADER, YES));
        }
        // A letter does not tell null from nothing. Where records are withdrawn by a value of null,
        // none is sent: nobody asked for that; and there a key of null is refused.
        boolean keyless = letter.key().length == 0 && !COMPACTED.contains(topic);
        sender.send(topic, keyless ? null : letter.key(), letter.value(), headers);
        sent++;
    }
}
