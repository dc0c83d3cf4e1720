package io.riffle.schema;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Ids that are computed and not given: the same on every replay, on every machine.
 *
 * <p>A hash covers its parts with their lengths in front, so that ("ab", "c") and ("a", "bc")
 * differ.
 */
public final class Ids {

    /** Longest id, in bytes of UTF-8. */
    public static final int MAX_BYTES = 256;

    private static final int HASH_BYTES = 16;

    private Ids() {}

    /**
     * Names the answer to one event of one user: 32 lower-case hex digits, the first 128 bits of
     * SHA-256 over the tag "recommendation", user id and event id, each framed by its length.
     */
    public static String recommendationId(String userId, String eventId) {
        return hex(frame(utf8("recommendation"), utf8(userId), utf8(eventId)));
    }

    /**
     * Names the answer to one request of one user, as {@link #recommendationId} does for an event,
     * under the tag "request".
     *
     * @param userId empty for a guest
     */
    public static String requestedId(String userId, String requestId) {
        return hex(frame(utf8("request"), utf8(userId), utf8(requestId)));
    }

    /**
     * Names one revision of a training sample: 32 lower-case hex digits, the first 128 bits of
     * SHA-256 over the tag "sample", recommendation id and revision, each framed by its length.
     */
    public static String sampleId(String recommendationId, int revision) {
        byte[] number = ByteBuffer.allocate(Integer.BYTES).putInt(revision).array();
        return hex(frame(utf8("sample"), utf8(recommendationId), number));
    }

    /** First 64 bits, big-endian, of SHA-256 over the UTF-8 bytes of the event id. */
    public static long eventHash(String eventId) {
        return ByteBuffer.wrap(sha256(utf8(eventId))).getLong();
    }

    /** Length in bytes of UTF-8; -1 when the text holds an unpaired surrogate and has none. */
    public static int utf8Length(String text) {
        int all = 0; // ids are ASCII in most cases, and every record measures its own
        for (int i = 0; i < text.length(); i++) {
            all |= text.charAt(i);
        }
        return all < 0x80 ? text.length() : utf8LengthOfAny(text);
    }

    private static int utf8LengthOfAny(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes += 1;
            } else if (c < 0x800) {
                bytes += 2;
            } else if (!Character.isSurrogate(c)) {
                bytes += 3;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                bytes += 4;
                i++;
            } else {
                return -1;
            }
        }
        return bytes;
    }

    /** SHA-256 of the bytes: 64 lower-case hex digits. */
    public static String sha256Hex(byte[] bytes) {
        return HexFormat.of().formatHex(sha256(bytes));
    }

    private static byte[] frame(byte[]... parts) {
        int size = 0;
        for (byte[] part : parts) {
            size += Integer.BYTES + part.length;
        }
        ByteBuffer framed = ByteBuffer.allocate(size);
        for (byte[] part : parts) {
            framed.putInt(part.length).put(part);
        }
        return framed.array();
    }

    private static String hex(byte[] framed) {
        return HexFormat.of().formatHex(Arrays.copyOf(sha256(framed), HASH_BYTES));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
