package io.riffle.artifact;

import io.riffle.artifact.ModelException.Reason;
import java.io.IOException;
import java.io.InputStream;

/** The files of an artifact, as long and with the hashes that they should have. */
final class ArtifactContent {
    private final ArtifactFiles files;

    ArtifactContent(ArtifactFiles files) {
        this.files = files;
    }

    byte[] manifest(String folder) {
        String file = folder + "/" + Manifest.FILE;
        try {
            long length = files.length(file);
            if (length < 0 || length > Manifest.LARGEST) {
                throw ModelException.wrong(
                        length < 0 ? Reason.MISSING : Reason.FORMAT,
                        "length",
                        length < 0 ? "no such file" : length,
                        file,
                        "be 0 to " + Manifest.LARGEST + " bytes");
            }
            try (InputStream in = files.open(file)) {
                return in.readNBytes(Manifest.LARGEST);
            }
        } catch (IOException e) {
            throw ModelException.unreadable(file, e);
        }
    }

    /** The entry of a file that is what its manifest says. */
    Manifest.Entry verified(String folder, Manifest manifest, String name) {
        String file = folder + "/" + name;
        Manifest.Entry entry = manifest.entry(name, folder + "/" + Manifest.FILE);
        try {
            long length = files.length(file);
            if (length != entry.bytes()) {
                throw ModelException.wrong(
                        length < 0 ? Reason.MISSING : Reason.TRUNCATED,
                        "length",
                        length < 0 ? "no such file" : length,
                        file,
                        "be the manifest's: " + entry.bytes());
            }
            try (InputStream in = files.open(file)) {
                String sha = Sha256.of(in, length);
                if (!sha.equals(entry.sha256())) {
                    throw ModelException.wrong(
                            Reason.CHECKSUM,
                            "SHA-256",
                            sha,
                            file,
                            "be the manifest's: " + entry.sha256());
                }
            }
        } catch (IOException e) {
            throw ModelException.unreadable(file, e);
        }
        return entry;
    }
}
