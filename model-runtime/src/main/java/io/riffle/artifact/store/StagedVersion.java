package io.riffle.artifact.store;

import io.riffle.artifact.ArtifactFiles;
import io.riffle.artifact.ArtifactReader;
import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.Manifest;
import io.riffle.artifact.ManifestJson;
import io.riffle.artifact.ModelException;
import java.io.IOException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A version whose files are in the store and which does not exist yet: nobody but its writer knows
 * of it until {@link #commit}. One that is never committed is left to {@link StorePruning}.
 */
public final class StagedVersion {
    private final ArtifactFiles files;
    private final VersionFolders folders;
    private final Manifest manifest;
    private final LongSupplier clock;
    private @Nullable LoadedModel read;

    StagedVersion(
            ArtifactFiles files, VersionFolders folders, Manifest manifest, LongSupplier clock) {
        this.files = files;
        this.clock = clock;
        this.folders = folders;
        this.manifest = manifest;
    }

    /** As it will be written. */
    public Manifest manifest() {
        return manifest;
    }

    /**
     * Reads and verifies what was written, as every reader will.
     *
     * @throws ModelException when it breaks a rule
     */
    public LoadedModel read() {
        if (read == null) {
            read = new ArtifactReader(files).read(folders.folder(manifest.version()), manifest);
        }
        return read;
    }

    /**
     * Makes it exist, and the newest version.
     *
     * @throws ModelException when the snapshot of a delta is gone, or about to go
     */
    public Manifest commit() {
        String folder = folders.folder(manifest.version());
        String file = folder + "/" + Manifest.FILE;
        byte[] bytes = ManifestJson.bytes(manifest);
        try {
            files.write(file, out -> out.write(bytes));
            // In this order: whoever deletes marks first and looks for new deltas afterwards.
            if (manifest.isDelta() && !stays(manifest.baseVersion())) {
                files.delete(file);
                throw ModelException.wrong(
                        ModelException.Reason.BASE,
                        "base",
                        manifest.baseVersion(),
                        folder,
                        "stay in the store");
            }
            folders.advance(manifest.version());
        } catch (IOException e) {
            throw ModelException.unreadable(folder, e);
        }
        return manifest;
    }

    private boolean stays(long version) throws IOException {
        return folders.complete(version)
                && !StorePruning.marked(files, folders.folder(version), clock.getAsLong());
    }
}
