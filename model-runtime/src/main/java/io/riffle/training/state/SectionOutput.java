package io.riffle.training.state;

import java.io.DataOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32C;

/**
 * Bytes of one section of a trainer's state, as chunks: length, checksum, bytes; a length of 0 ends
 * it. Nothing is held but one chunk, however large the section is.
 */
final class SectionOutput extends OutputStream {
    static final int CHUNK = 1 << 16;

    private final DataOutput out;
    private final byte[] chunk = new byte[CHUNK];
    private int filled;

    SectionOutput(DataOutput out) {
        this.out = out;
    }

    @Override
    public void write(int one) throws IOException {
        if (filled == CHUNK) {
            put();
        }
        chunk[filled++] = (byte) one;
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        int done = 0;
        while (done < count) {
            if (filled == CHUNK) {
                put();
            }
            int part = Math.min(CHUNK - filled, count - done);
            System.arraycopy(bytes, from + done, chunk, filled, part);
            filled += part;
            done += part;
        }
    }

    /** The section is complete. */
    void end() throws IOException {
        if (filled > 0) {
            put();
        }
        out.writeInt(0);
    }

    private void put() throws IOException {
        CRC32C sum = new CRC32C();
        sum.update(chunk, 0, filled);
        out.writeInt(filled);
        out.writeInt((int) sum.getValue());
        out.write(chunk, 0, filled);
        filled = 0;
    }
}
