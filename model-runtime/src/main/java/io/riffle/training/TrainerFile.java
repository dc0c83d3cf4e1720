package io.riffle.training;

import io.riffle.artifact.ArtifactFiles;
import java.io.BufferedInputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * One file with everything a trainer needs to go on: a mark, the parts in a fixed order, and a
 * checksum over both. It is read by the release that wrote it or a later one.
 */
final class TrainerFile {
    private static final int MARK = 0x52544631; // RTF1
    private static final int BUFFER = 1 << 16;

    private TrainerFile() {}

    /** Writes the parts. */
    interface Writing {
        void to(DataOutput out) throws IOException;
    }

    /** Reads them in the same order. */
    interface Reading {
        void from(DataInput in) throws IOException;
    }

    static void write(ArtifactFiles files, String path, Writing parts) throws IOException {
        files.write(
                path,
                out -> {
                    CheckedOutputStream checked = new CheckedOutputStream(out, new CRC32C());
                    DataOutputStream data = new DataOutputStream(checked);
                    data.writeInt(MARK);
                    parts.to(data);
                    data.writeLong(checked.getChecksum().getValue());
                    data.flush();
                });
    }

    static void read(ArtifactFiles files, String path, Reading parts) throws IOException {
        try (InputStream in = new BufferedInputStream(files.open(path), BUFFER)) {
            CheckedInputStream checked = new CheckedInputStream(in, new CRC32C());
            DataInputStream data = new DataInputStream(checked);
            if (data.readInt() != MARK) {
                throw damaged("mark", path);
            }
            parts.from(data);
            long found = checked.getChecksum().getValue();
            if (data.readLong() != found) {
                throw damaged("checksum", path);
            }
        }
    }

    private static IOException damaged(String part, String path) {
        return new IOException(
                String.format(
                        Locale.ROOT,
                        "The %s of the trainer's state (%s) must be as written.%nMaybe restore an"
                                + " earlier checkpoint.",
                        part,
                        path));
    }
}
