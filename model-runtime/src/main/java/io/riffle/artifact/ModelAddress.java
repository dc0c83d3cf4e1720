package io.riffle.artifact;

import java.io.IOException;
import java.util.Collection;
import java.util.OptionalLong;

/** An address that people write: of an artifact, or of a store and then of its newest version. */
final class ModelAddress {
    private ModelAddress() {}

    /** As {@link ModelStore#read(ArtifactFiles, String, String, Collection)}. */
    static LoadedModel read(
            ArtifactFiles files, String folder, String model, Collection<LoadedModel> known) {
        try {
            if (files.length(folder + "/" + Manifest.FILE) >= 0) {
                ArtifactReader reader = new ArtifactReader(files);
                Manifest manifest = reader.manifest(folder);
                for (LoadedModel candidate : known) {
                    if (candidate.manifest().sameFiles(manifest)) {
                        return candidate.under(manifest);
                    }
                }
                return reader.read(folder);
            }
        } catch (IOException e) {
            throw ModelException.unreadable(folder, e);
        }
        ModelStore store = new ModelStore(files, folder);
        OptionalLong newest = store.newest(model);
        if (newest.isEmpty()) {
            throw new ModelException(
                    "The model ("
                            + folder
                            + ") must be an artifact directory or a store with a "
                            + model
                            + ".\nMaybe pretrain or publish one first.");
        }
        return store.get(model, newest.getAsLong());
    }
}
