package io.riffle.job.decode;

import io.riffle.schema.DeadLetter.Reason;
import io.riffle.schema.Ids;
import io.riffle.schema.wire.RawRecord;
import io.riffle.schema.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * The keys of compacted topics: the plain UTF-8 of the id that the value names. With any other key
 * a tombstone would withdraw nothing, and compaction would keep the wrong records.
 */
final class RecordKeys {

    private static final int LONGEST_SHOWN = 40;

    private RecordKeys() {}

    /**
     * The id that a tombstone withdraws.
     *
     * @throws WireException when the key cannot be one
     */
    static String tombstone(RawRecord raw, String thing) {
        byte[] key = raw.key();
        if (key == null || key.length == 0) {
            throw new WireException(
                    Reason.MISSING_ID,
                    String.format(
                            Locale.ROOT,
                            "The key (0 bytes) of a tombstone must be the %s.%nMaybe the producer"
                                    + " sets no key.",
                            thing));
        }
        if (key.length > Ids.MAX_BYTES) {
            throw new WireException(
                    Reason.ID_TOO_LONG,
                    String.format(
                            Locale.ROOT,
                            "The key (%d bytes) of a tombstone must be the %s, at most %d"
                                    + " bytes.%nMaybe the key holds a whole record.",
                            key.length,
                            thing,
                            Ids.MAX_BYTES));
        }
        return new String(key, StandardCharsets.UTF_8);
    }

    /**
     * Checks that the key is the id of the value.
     *
     * @throws WireException {@link Reason#WRONG_KEY}
     */
    static void check(RawRecord raw, String thing, String id) {
        byte[] key = raw.key();
        if (!Arrays.equals(key, id.getBytes(StandardCharsets.UTF_8))) {
            throw new WireException(
                    Reason.WRONG_KEY,
                    String.format(
                            Locale.ROOT,
                            "The key (%s) of a record must be the %s of its value (%s), in plain"
                                + " UTF-8.%nMaybe the producer writes keys as JSON or as numbers.",
                            key == null ? "none" : shown(key),
                            thing,
                            id));
        }
    }

    private static String shown(byte[] key) {
        int length = Math.min(key.length, LONGEST_SHOWN);
        String start = new String(key, 0, length, StandardCharsets.UTF_8);
        return key.length > length ? start + "…" : start;
    }
}
