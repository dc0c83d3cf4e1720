package io.riffle.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;

/** Writes one artifact directory: its files first, then the manifest that makes it exist. */
final class ArtifactWriter {
    private final ArtifactFiles files;

    ArtifactWriter(ArtifactFiles files) {
        this.files = files;
    }

    /**
     * Writes a version.
     *
     * @param draft complete but for its files
     * @param firstRow of the items that are written
     * @return the manifest as written
     * @throws ModelException when the directory holds an artifact
     */
    Manifest write(
            String folder, Manifest draft, Safetensors tensors, Vocabulary items, int firstRow) {
        try {
            if (files.length(folder + "/" + Manifest.FILE) >= 0) {
                throw ModelException.wrong("version", draft.version(), folder, "be a new one");
            }
            List<Manifest.Entry> entries =
                    List.of(
                            entry(folder, Manifest.WEIGHTS, tensors::write),
                            entry(folder, Manifest.ITEMS, out -> items.write(out, firstRow)));
            return finished(folder, draft.published(draft.version(), draft.baseVersion(), entries));
        } catch (IOException e) {
            throw ModelException.unreadable(folder, e);
        }
    }

    /** Copies the files of an artifact under another manifest. */
    Manifest copy(String from, String folder, Manifest manifest) {
        try {
            for (String name : List.of(Manifest.WEIGHTS, Manifest.ITEMS)) {
                files.write(
                        folder + "/" + name,
                        out -> {
                            try (InputStream in = files.open(from + "/" + name)) {
                                in.transferTo(out);
                            }
                        });
            }
            return finished(folder, manifest);
        } catch (IOException e) {
            throw ModelException.unreadable(folder, e);
        }
    }

    private Manifest finished(String folder, Manifest manifest) throws IOException {
        byte[] bytes = ManifestJson.bytes(manifest);
        files.write(folder + "/" + Manifest.FILE, out -> out.write(bytes));
        return manifest;
    }

    private Manifest.Entry entry(String folder, String name, ArtifactFiles.Content content)
            throws IOException {
        String file = folder + "/" + name;
        MessageDigest digest = Sha256.digest();
        files.write(
                file,
                out -> {
                    OutputStream hashed = new DigestOutputStream(out, digest);
                    content.to(hashed);
                    hashed.flush();
                });
        return new Manifest.Entry(name, files.length(file), Sha256.hex(digest));
    }
}
