package io.riffle.schema.wire;

import static io.riffle.schema.SizeLimits.LETTER_HEADERS;
import static io.riffle.schema.SizeLimits.LETTER_HEADER_BYTES;
import static io.riffle.schema.SizeLimits.LETTER_KEY;
import static io.riffle.schema.SizeLimits.LETTER_START;
import static io.riffle.schema.SizeLimits.LETTER_VALUE;

import io.riffle.schema.DeadLetter;
import io.riffle.schema.DeadLetter.Original;
import io.riffle.schema.DeadLetter.Reason;
import io.riffle.schema.Ids;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the dead letter of a record: of each part no more than {@link io.riffle.schema.SizeLimits}
 * allows, with what is needed to find the record and to know it again.
 */
final class LetterCut {

    private static final int LONGEST_MESSAGE = 400;
    private static final byte[] NOTHING = {};

    private LetterCut() {}

    static DeadLetter letter(RawRecord record, Reason reason, String message) {
        byte[] key = orNothing(record.key());
        byte[] value = orNothing(record.value());
        List<Map.Entry<String, byte[]>> headers = fitting(record.headers());
        return new DeadLetter(
                record.topic(),
                record.partition(),
                record.offset(),
                reason,
                readable(message),
                start(key, LETTER_KEY),
                value.length <= LETTER_VALUE ? value : start(value, LETTER_START),
                headers,
                record.timestamp(),
                new Original(
                        key.length,
                        value.length,
                        Ids.sha256Hex(value),
                        record.headers().size() - headers.size()));
    }

    private static byte[] orNothing(byte @Nullable [] bytes) {
        return bytes == null ? NOTHING : bytes;
    }

    private static byte[] start(byte[] bytes, int length) {
        return bytes.length <= length ? bytes : Arrays.copyOf(bytes, length);
    }

    /** Those that fit, in order; first of all the one that says how the value is written. */
    private static List<Map.Entry<String, byte[]>> fitting(
            List<Map.Entry<String, byte[]>> headers) {
        BitSet kept = new BitSet();
        int decisive = ContentType.place(headers);
        long left = LETTER_HEADER_BYTES;
        for (int turn = -1; turn < headers.size() && kept.cardinality() < LETTER_HEADERS; turn++) {
            int place = turn < 0 ? decisive : turn;
            if (place >= 0 && !kept.get(place)) {
                long bytes = bytes(headers.get(place));
                if (bytes <= left) {
                    kept.set(place);
                    left -= bytes;
                }
            }
        }
        return kept.stream().<Map.Entry<String, byte[]>>mapToObj(headers::get).toList();
    }

    private static long bytes(Map.Entry<String, byte[]> header) {
        int name = Ids.utf8Length(header.getKey());
        // A name that has no UTF-8 cannot be written.
        return name < 0 ? Long.MAX_VALUE : name + (long) header.getValue().length;
    }

    /** What a broken record puts into a message may hold control characters and half characters. */
    private static String readable(String message) {
        int length = Math.min(message.length(), LONGEST_MESSAGE);
        StringBuilder clean = new StringBuilder(length + 1);
        for (int i = 0; i < length; i++) {
            char c = message.charAt(i);
            boolean odd = (Character.isISOControl(c) && c != '\n') || Character.isSurrogate(c);
            clean.append(odd ? '\uFFFD' : c);
        }
        return message.length() > length ? clean.append('…').toString() : clean.toString();
    }
}
