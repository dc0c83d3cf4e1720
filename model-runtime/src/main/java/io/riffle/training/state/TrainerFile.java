package io.riffle.training.state;

import java.io.BufferedInputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/**
 * Everything a trainer needs to go on, as one stream: a mark, a version, and sections in a fixed
 * order, of which no byte is believed before its checksum is. It is read by the release that wrote
 * it or a later one.
 */
public final class TrainerFile {
    private static final int MARK = 0x52544632; // RTF2
    private static final int FIRST_MARK = 0x52544631; // RTF1: no sections, one checksum at the end
    private static final int VERSION = 5;
    private static final int BUFFER = 1 << 16;

    private TrainerFile() {}

    /** Writes a section. */
    public interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    /** Reads all sections, in the order in which they were written. */
    public interface Reading {
        void from(Sections sections) throws IOException;
    }

    /** The sections of a state. */
    public interface Sections {
        /**
         * The next one; what is left of the one before is passed over. A state of version 2 has one
         * only.
         */
        DataInputStream next() throws IOException;

        /** Layout of the state. */
        int version();
    }

    /** Leaves the stream open. */
    public static void write(OutputStream out, Writing... sections) throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        data.writeInt(MARK);
        data.writeByte(VERSION);
        for (Writing section : sections) {
            SectionOutput bytes = new SectionOutput(data);
            DataOutputStream parts = new DataOutputStream(bytes);
            section.to(parts);
            parts.flush();
            bytes.end();
        }
        data.flush();
    }

    /**
     * Reads a state; leaves the stream open.
     *
     * @throws IOException when the bytes cannot be had now
     * @throws TrainerStateException when they are not a state that can be gone on from
     */
    public static void read(InputStream in, Reading sections) throws IOException {
        Source source = new Source(in);
        try {
            readFrom(new BufferedInputStream(source, BUFFER), sections);
        } catch (IOException | RuntimeException e) {
            source.rethrow();
            throw new TrainerStateException(e);
        }
    }

    private static void readFrom(InputStream in, Reading sections) throws IOException {
        CheckedInputStream checked = new CheckedInputStream(in, new CRC32C());
        DataInputStream data = new DataInputStream(checked);
        int mark = data.readInt();
        if (mark == FIRST_MARK) {
            int version = data.readUnsignedByte();
            StateParts.version("trainer's state", 2, version);
            sections.from(new First(data, version));
            long found = checked.getChecksum().getValue();
            check("checksum", data.readLong() == found);
        } else {
            check("mark", mark == MARK);
            int version = data.readUnsignedByte();
            StateParts.version("trainer's state", VERSION, version);
            Framed framed = new Framed(data, version);
            sections.from(framed);
            framed.skip();
        }
    }

    static void check(String part, boolean holds) throws IOException {
        if (!holds) {
            throw new IOException(
                    "The "
                            + part
                            + " of a trainer's state must be as written.\n"
                            + "Maybe restore an earlier checkpoint.");
        }
    }

    /** The one section of the first layout. */
    private record First(DataInputStream next, int version) implements Sections {}

    private static final class Framed implements Sections {
        private final DataInput in;
        private final int version;
        private SectionInput current = SectionInput.NONE;

        Framed(DataInput in, int version) {
            this.in = in;
            this.version = version;
        }

        @Override
        public DataInputStream next() throws IOException {
            skip();
            current = new SectionInput(in);
            return new DataInputStream(current);
        }

        @Override
        public int version() {
            return version;
        }

        void skip() throws IOException {
            current.skipRest();
        }
    }

    /** Where the bytes come from; what fails there says nothing about the state. */
    private static final class Source extends java.io.FilterInputStream {
        private @org.jspecify.annotations.Nullable IOException failure;

        Source(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            try {
                return in.read();
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }

        @Override
        public int read(byte[] bytes, int from, int count) throws IOException {
            try {
                return in.read(bytes, from, count);
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }

        void rethrow() throws IOException {
            if (failure != null) {
                throw failure;
            }
        }
    }
}
