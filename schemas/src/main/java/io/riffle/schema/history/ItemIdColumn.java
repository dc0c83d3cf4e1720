package io.riffle.schema.history;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The item ids of {@link EventColumns}. They lie in one byte array in order of arrival, so that an
 * insertion moves offsets and not bytes; a text is made of one when it is first asked for.
 *
 * <p>How many there are is the owner's to know, as of its other columns.
 */
final class ItemIdColumn {

    private byte[] utf8 = new byte[0];
    private int end;
    private int[] starts = new int[0];
    private int[] lengths = new int[0];
    private @Nullable String[] texts = new @Nullable String[0];

    /** Bytes of all ids, and of the array that they lie in. */
    long bytes() {
        return (long) utf8.length + end;
    }

    String text(int index) {
        String text = texts[index];
        if (text == null) {
            text = new String(utf8, starts[index], lengths[index], StandardCharsets.UTF_8);
            texts[index] = text;
        }
        return text;
    }

    byte[] utf8(int index) {
        return Arrays.copyOfRange(utf8, starts[index], starts[index] + lengths[index]);
    }

    /** Whether one of {@code [from, to)} is this id. */
    boolean contains(int from, int to, String itemId) {
        byte[] wanted = itemId.getBytes(StandardCharsets.UTF_8);
        for (int i = from; i < to; i++) {
            int start = starts[i];
            if (lengths[i] == wanted.length
                    && Arrays.equals(
                            utf8, start, start + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }

    /** Inserts an id among {@code count}, for which there is room: {@link #hold}. */
    void insert(int at, int count, byte[] itemId) {
        if (end + itemId.length > utf8.length) {
            utf8 = Arrays.copyOf(utf8, Math.max(end + itemId.length, utf8.length * 2));
        }
        int moved = count - at;
        System.arraycopy(starts, at, starts, at + 1, moved);
        System.arraycopy(lengths, at, lengths, at + 1, moved);
        System.arraycopy(texts, at, texts, at + 1, moved);
        System.arraycopy(itemId, 0, utf8, end, itemId.length);
        starts[at] = end;
        lengths[at] = itemId.length;
        texts[at] = null;
        end += itemId.length;
    }

    /** Forgets the first of {@code count}, and packs the bytes of the others. */
    void dropFirst(int dropped, int count) {
        byte[] packed = new byte[utf8.length];
        int packedEnd = 0;
        for (int i = dropped; i < count; i++) {
            int kept = i - dropped;
            System.arraycopy(utf8, starts[i], packed, packedEnd, lengths[i]);
            starts[kept] = packedEnd;
            lengths[kept] = lengths[i];
            packedEnd += lengths[i];
            texts[kept] = texts[i];
        }
        Arrays.fill(texts, count - dropped, count, null);
        utf8 = packed;
        end = packedEnd;
    }

    /** Makes room for that many. */
    void hold(int capacity) {
        starts = Arrays.copyOf(starts, capacity);
        lengths = Arrays.copyOf(lengths, capacity);
        texts = Arrays.copyOf(texts, capacity);
    }
}
