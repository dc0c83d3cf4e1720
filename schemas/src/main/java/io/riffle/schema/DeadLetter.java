package io.riffle.schema;

import java.util.List;
import java.util.Map;

/**
 * A record that could not be used, with the reason, its position and its original bytes.
 *
 * @param key as received; empty when null
 * @param value as received; empty when null
 * @param headers name to value, in order; names may repeat
 * @param time Kafka timestamp of the record, epoch ms
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
        long time) {

    /** Why; in the order in which a record is checked. The code is the protobuf number. */
    public enum Reason {
        EMPTY(1),
        TOO_LARGE(2),
        UNPARSEABLE(3),
        UNKNOWN_CONTENT_TYPE(4),
        MISSING_ID(5),
        ID_TOO_LONG(6),
        UNKNOWN_ACTION(7),
        BAD_TIME(8),
        FUTURE_TIME(9);

        private final int code;

        Reason(int code) {
            this.code = code;
        }

        /** Number on the wire and in state. */
        public int code() {
            return code;
        }
    }
}
