package io.riffle.artifact;

import io.riffle.artifact.ModelException.Reason;
import java.util.Arrays;

/** The snapshot that a delta changes: where it lies, and that it is the one. */
final class BaseSnapshot {
    private final ArtifactContent content;
    private final String delta;
    private final Manifest changes;
    private final String folder;

    /**
     * @param delta folder of the delta
     * @param changes its manifest
     */
    BaseSnapshot(ArtifactContent content, String delta, Manifest changes) {
        this.content = content;
        this.delta = delta;
        this.changes = changes;
        this.folder = delta.substring(0, delta.lastIndexOf('/') + 1) + changes.baseVersion();
    }

    /** Beside the delta's own. */
    String folder() {
        return folder;
    }

    /**
     * Reads its manifest.
     *
     * @throws ModelException when it is not there, or another than the one that the delta changes
     */
    Manifest manifest() {
        byte[] bytes;
        Manifest manifest;
        try {
            bytes = content.manifest(folder);
            manifest = ManifestJson.read(bytes, folder + "/" + Manifest.FILE);
        } catch (ModelException e) {
            if (e.reason() == Reason.UNREADABLE) {
                throw e;
            }
            throw new ModelException(
                    Reason.BASE,
                    "The base ("
                            + folder
                            + ") of the delta "
                            + delta
                            + " must be there and readable.\nMaybe publish the snapshot again.",
                    e);
        }
        String sha256 = Sha256.of(bytes);
        if (changes.baseSha256() != null && !changes.baseSha256().equals(sha256)) {
            throw broken("manifest " + sha256, "be the one it changes: " + changes.baseSha256());
        }
        if (manifest.isDelta()
                || !Arrays.equals(
                        ManifestJson.canonicalConfig(manifest),
                        ManifestJson.canonicalConfig(changes))) {
            throw broken("base", "be a snapshot with its config");
        }
        return manifest;
    }

    private ModelException broken(String thing, String rule) {
        return ModelException.wrong(Reason.BASE, thing, folder, "the delta " + delta, rule);
    }
}
