package io.riffle.schema.wire;

import io.riffle.schema.ask.ReplyTo;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Headers of the records that somebody waits for the answer to. */
public final class AskHeaders {

    private static final int MOST_DIGITS = 9;

    private AskHeaders() {}

    /** Where the answer is waited for, as far as the headers say it in a form that can be read. */
    public static ReplyTo replyTo(RawRecord record) {
        int partition = ReplyTo.ANY;
        String trace = "";
        for (Map.Entry<String, byte[]> header : record.headers()) {
            if (header.getKey().equals(ReplyTo.PARTITION)) {
                partition = partition(header.getValue());
            } else if (header.getKey().equals(ReplyTo.TRACE)) {
                trace = new String(header.getValue(), StandardCharsets.UTF_8);
            }
        }
        return partition == ReplyTo.ANY && trace.isEmpty()
                ? ReplyTo.NOBODY
                : new ReplyTo(partition, trace);
    }

    /** The headers that say it, for whoever asks and for the answer. */
    public static List<Map.Entry<String, byte[]>> of(ReplyTo to) {
        return to.trace().isEmpty()
                ? List.of(entry(ReplyTo.PARTITION, Integer.toString(to.partition())))
                : List.of(
                        entry(ReplyTo.PARTITION, Integer.toString(to.partition())),
                        entry(ReplyTo.TRACE, to.trace()));
    }

    private static Map.Entry<String, byte[]> entry(String name, String value) {
        return Map.entry(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static int partition(byte[] digits) {
        if (digits.length == 0 || digits.length > MOST_DIGITS) {
            return ReplyTo.ANY;
        }
        int partition = 0;
        for (byte digit : digits) {
            if (digit < '0' || digit > '9') {
                return ReplyTo.ANY;
            }
            partition = 10 * partition + digit - '0';
        }
        return partition;
    }
}
