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

    private static final int LONGEST_MESSAGE = 400;

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

    /** Gives the record up, whole, with a message cut to a readable length. */
    public DeadLetter deadLetter(Reason reason, @Nullable String message) {
        return new DeadLetter(
                topic,
                partition,
                offset,
                reason,
                readable(message == null ? reason.name() : message),
                key == null ? new byte[0] : key,
                value == null ? new byte[0] : value,
                headers,
                timestamp);
    }

    /** What a broken record puts into a message may hold control characters and half characters. */
    private static String readable(String message) {
        int length = Math.min(message.length(), LONGEST_MESSAGE);
        StringBuilder clean = new StringBuilder(length + 1);
        for (int i = 0; i < length; i++) {
            char c = message.charAt(i);
            boolean odd = (Character.isISOControl(c) && c != '\n') || Character.isSurrogate(c);
            clean.append(odd ? '�' : c);
        }
        return message.length() > length ? clean.append('…').toString() : clean.toString();
    }
}
