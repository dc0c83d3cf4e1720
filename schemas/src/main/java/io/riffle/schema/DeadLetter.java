package io.riffle.schema;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A record that could not be used, with the reason, its position, and as much of its original bytes
 * as {@link SizeLimits} allows.
 *
 * @param key as received, or its start; empty when null
 * @param value as received, or its start; empty when null
 * @param headers name to value, in order; names may repeat
 * @param time Kafka timestamp of the record, epoch ms
 * @param original what there was of it
 */
public record DeadLetter(
        String topic,
        int partition,
        long offset,
        Reason reason,
        String message,
        byte[] key,
        byte[] value,
        List<Map.Entry<String, byte[]>> headers,
        long time,
        Original original) {

    /**
     * A record before it was cut to fit into a dead letter.
     *
     * @param keyBytes length of its key
     * @param valueBytes length of its value
     * @param valueSha256 of the value, lower-case hex; empty when not known
     * @param headersLeftOut how many of its headers the letter does not hold
     */
    public record Original(long keyBytes, long valueBytes, String valueSha256, int headersLeftOut) {

        /** Checks the counts. */
        public Original {
            Rules.notNegative("length of the key", keyBytes, "a dead letter");
            Rules.notNegative("length of the value", valueBytes, "a dead letter");
            Rules.notNegative("number of headers left out", headersLeftOut, "a dead letter");
        }
    }

    /** Checks where the record came from, copies the headers. */
    public DeadLetter {
        Rules.notNegative("partition", partition, "a dead letter");
        Rules.notNegative("offset", offset, "a dead letter");
        headers = List.copyOf(headers);
    }

    /** A letter that holds the whole record, whose hash nobody took. */
    public DeadLetter(
            String topic,
            int partition,
            long offset,
            Reason reason,
            String message,
            byte[] key,
            byte[] value,
            List<Map.Entry<String, byte[]>> headers,
            long time) {
        this(
                topic,
                partition,
                offset,
                reason,
                message,
                key,
                value,
                headers,
                time,
                new Original(key.length, value.length, "", 0));
    }

    /** Whether it holds the whole record, so that it can be sent again as it came. */
    public boolean whole() {
        return key.length == original.keyBytes()
                && value.length == original.valueBytes()
                && original.headersLeftOut() == 0;
    }

    /** The first rule that the record breaks. The code is the protobuf number. */
    public enum Reason {
        EMPTY(1),
        TOO_LARGE(2),
        UNPARSEABLE(3),
        UNKNOWN_CONTENT_TYPE(4),
        MISSING_ID(5),
        ID_TOO_LONG(6),
        UNKNOWN_ACTION(7),
        BAD_TIME(8),
        FUTURE_TIME(9),
        WRONG_KEY(10);

        private static final Reason[] BY_CODE = values();

        private final int code;

        Reason(int code) {
            this.code = code;
        }

        /** Number on the wire and in state. */
        public int code() {
            return code;
        }

        /**
         * The reason with this code.
         *
         * @throws IllegalArgumentException when there is none
         */
        public static Reason of(int code) {
            if (code < 1 || code > BY_CODE.length) {
                throw Rules.broken(
                        "code",
                        code,
                        "a reason",
                        "be 1 to " + BY_CODE.length,
                        "it was written by a newer version");
            }
            return BY_CODE[code - 1];
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DeadLetter that
                && topic.equals(that.topic)
                && partition == that.partition
                && offset == that.offset
                && reason == that.reason
                && message.equals(that.message)
                && Arrays.equals(key, that.key)
                && Arrays.equals(value, that.value)
                && equal(headers, that.headers)
                && time == that.time
                && original.equals(that.original);
    }

    @Override
    public int hashCode() {
        return Objects.hash(topic, partition, offset);
    }

    private static boolean equal(
            List<Map.Entry<String, byte[]>> left, List<Map.Entry<String, byte[]>> right) {
        boolean same = left.size() == right.size();
        for (int i = 0; same && i < left.size(); i++) {
            same =
                    left.get(i).getKey().equals(right.get(i).getKey())
                            && Arrays.equals(left.get(i).getValue(), right.get(i).getValue());
        }
        return same;
    }
}
