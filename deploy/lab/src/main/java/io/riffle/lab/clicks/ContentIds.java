package io.riffle.lab.clicks;

import io.riffle.lab.files.FileEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * Event ids of rows that have none of their own: what the row says, and how often the file has said
 * it before. So another file's rows are other events, and a file that is sent again, or has grown,
 * is recognised; equal rows of one file stay different events.
 *
 * <p><b>State</b>: 8 to 27 bytes for each row so far; owned by one thread.
 */
final class ContentIds {
    private static final int HASH_BYTES = 16;
    private static final long FREE = 0;

    private final MessageDigest digest;
    private final Map<Long, Integer> repeated = new HashMap<>();
    private long[] met = new long[1 << 10];
    private int size;

    ContentIds() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** The id of the next row: its own, or one of its content. */
    String of(FileEvent event) {
        if (!event.eventId().isEmpty()) {
            return event.eventId();
        }
        update(event.userId());
        update(event.itemId());
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(event.seconds()).flip());
        digest.update((byte) event.action().code());
        byte[] hash = Arrays.copyOf(digest.digest(), HASH_BYTES);
        int before = count(ByteBuffer.wrap(hash).getLong());
        return "row-" + HexFormat.of().formatHex(hash) + (before == 0 ? "" : "-" + (before + 1));
    }

    private void update(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
    }

    /** How often a key was counted before. */
    private int count(long key) {
        if (add(key == FREE ? 1 : key)) {
            return 0;
        }
        return repeated.merge(key, 1, Integer::sum);
    }

    private boolean add(long key) {
        if (4L * size >= 3L * met.length) {
            long[] old = met;
            met = new long[2 * old.length];
            for (long one : old) {
                if (one != FREE) {
                    met[place(one)] = one;
                }
            }
        }
        int place = place(key);
        if (met[place] == key) {
            return false;
        }
        met[place] = key;
        size++;
        return true;
    }

    /** Where a key stands, or may be put. */
    private int place(long key) {
        int place = (int) key & (met.length - 1);
        while (met[place] != FREE && met[place] != key) {
            place = (place + 1) & (met.length - 1);
        }
        return place;
    }
}
