package io.riffle.schema.wire;

import io.riffle.schema.DeadLetter;
import io.riffle.schema.DeadLetter.Reason;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record as a topic holds it. The arrays belong to it.
 *
 * @param timestamp Kafka's, epoch ms; negative when the record has none
 * @param key null when the record has none
 * @param value null for a tombstone
 * @param headers in order; names may repeat; an empty array where Kafka has null
 */
public record RawRecord(
        String topic,
        int partition,
        long offset,
        long timestamp,
        byte @Nullable [] key,
        byte @Nullable [] value,
        List<Map.Entry<String, byte[]>> headers) {

    /** Copies the list of headers. Not compact: javac 17 drops the type annotations of arrays. */
    public RawRecord(
            String topic,
            int partition,
            long offset,
            long timestamp,
            byte @Nullable [] key,
            byte @Nullable [] value,
            List<Map.Entry<String, byte[]>> headers) {
        this.topic = topic;
        this.partition = partition;
        this.offset = offset;
        this.timestamp = timestamp;
        this.key = key;
        this.value = value;
        this.headers = List.copyOf(headers);
    }

    /** Gives the record up, with as much of it as a dead letter holds. */
    public DeadLetter deadLetter(Reason reason, @Nullable String message) {
        return LetterCut.letter(this, reason, message == null ? reason.name() : message);
    }
}
