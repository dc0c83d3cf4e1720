package io.riffle.schema.codec;

import java.io.DataInput;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;

/** The bytes of a frame that a {@link FrameWriter} wrote, without their length and checksum. */
final class FrameBytes {

    private static final int CHUNK = 1 << 16;

    private FrameBytes() {}

    /**
     * Reads them to the end of the frame and checks them.
     *
     * @param type what is read, for error messages
     */
    static byte[] read(String type, int version, DataInput in) throws IOException {
        int read = 0;
        try {
            int length = length(type, in);
            // In steps, so that a damaged length cannot ask for more memory than there are bytes.
            byte[] bytes = new byte[Math.min(length, CHUNK)];
            while (read < length) {
                if (read == bytes.length) {
                    bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * bytes.length));
                }
                int step = Math.min(CHUNK, bytes.length - read);
                in.readFully(bytes, read, step);
                read += step;
            }
            int found = in.readInt();
            int expected = FrameWriter.checksum(version, bytes, length);
            if (found != expected) {
                throw new CodecException(
                        type,
                        String.format(Locale.ROOT, "checksum %08x", expected),
                        String.format(Locale.ROOT, "%08x", found),
                        length);
            }
            return bytes;
        } catch (EOFException e) {
            CodecException cut = new CodecException(type, "more bytes", "the end", read);
            cut.initCause(e);
            throw cut;
        }
    }

    private static int length(String type, DataInput in) throws IOException {
        int value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            byte b = in.readByte();
            value |= (b & 0x7F) << shift;
            if (b >= 0) {
                if (value < 0) {
                    break;
                }
                return value;
            }
        }
        throw new CodecException(type, "a length below 2 GiB", "a greater one", 0);
    }
}
