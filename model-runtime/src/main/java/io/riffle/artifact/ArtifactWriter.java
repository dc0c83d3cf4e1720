package io.riffle.artifact;

import io.riffle.model.tables.SourceTables;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the files of one artifact directory: all but the manifest, which makes it exist. */
public final class ArtifactWriter {
    private final ArtifactFiles files;

    /** Writes to a place. */
    public ArtifactWriter(ArtifactFiles files) {
        this.files = files;
    }

    /**
     * Writes weights and items.
     *
     * @param firstRow of the items that are written
     * @param sources of candidates; null = none are published
     */
    public List<Manifest.Entry> write(
            String folder,
            Safetensors tensors,
            Vocabulary items,
            int firstRow,
            @Nullable SourceTables sources)
            throws IOException {
        List<Manifest.Entry> written = new ArrayList<>();
        written.add(entry(folder, Manifest.WEIGHTS, tensors::write));
        written.add(entry(folder, Manifest.ITEMS, out -> items.write(out, firstRow)));
        if (sources != null) {
            Safetensors columns = PublishedSources.columns(sources);
            written.add(entry(folder, Manifest.SOURCES, columns::write));
        }
        return written;
    }

    /** Copies the files of an artifact. */
    public void copy(String from, String folder, List<Manifest.Entry> listed) throws IOException {
        for (String name : listed.stream().map(Manifest.Entry::name).toList()) {
            files.write(
                    folder + "/" + name,
                    out -> {
                        try (InputStream in = files.open(from + "/" + name)) {
                            in.transferTo(out);
                        }
                    });
        }
    }

    private Manifest.Entry entry(String folder, String name, ArtifactFiles.Content content)
            throws IOException {
        MessageDigest digest = Sha256.digest();
        long[] length = {0};
        files.write(
                folder + "/" + name,
                out -> {
                    digest.reset();
                    Counted counted = new Counted(new DigestOutputStream(out, digest));
                    content.to(counted);
                    counted.flush();
                    length[0] = counted.bytes;
                });
        return new Manifest.Entry(name, length[0], Sha256.hex(digest));
    }

    /** Counts what goes through. */
    private static final class Counted extends FilterOutputStream {
        private long bytes;

        Counted(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int value) throws IOException {
            out.write(value);
            bytes++;
        }

        @Override
        public void write(byte[] values, int from, int count) throws IOException {
            out.write(values, from, count);
            bytes += count;
        }
    }
}
