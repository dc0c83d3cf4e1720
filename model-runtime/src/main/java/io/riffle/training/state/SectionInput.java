package io.riffle.training.state;

import java.io.DataInput;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32C;

/**
 * What {@link SectionOutput} wrote, chunk by chunk, each believed only if its checksum is right.
 */
final class SectionInput extends InputStream {
    /** One that holds nothing. */
    static final SectionInput NONE =
            new SectionInput(new DataInputStream(InputStream.nullInputStream()), true);

    private final DataInput in;
    private byte[] chunk = new byte[0];
    private int at;
    private boolean ended;

    SectionInput(DataInput in) {
        this(in, false);
    }

    private SectionInput(DataInput in, boolean ended) {
        this.in = in;
        this.ended = ended;
    }

    @Override
    public int read() throws IOException {
        return more() ? chunk[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        if (!more()) {
            return -1;
        }
        int part = Math.min(count, chunk.length - at);
        System.arraycopy(chunk, at, bytes, from, part);
        at += part;
        return part;
    }

    /** Passes over what was not read. */
    void skipRest() throws IOException {
        while (more()) {
            at = chunk.length;
        }
    }

    private boolean more() throws IOException {
        while (at == chunk.length && !ended) {
            int length = in.readInt();
            TrainerFile.check("length", length >= 0 && length <= SectionOutput.CHUNK);
            ended = length == 0;
            if (!ended) {
                int sum = in.readInt();
                chunk = new byte[length];
                in.readFully(chunk);
                at = 0;
                CRC32C found = new CRC32C();
                found.update(chunk);
                TrainerFile.check("checksum", (int) found.getValue() == sum);
            }
        }
        return at < chunk.length;
    }
}
