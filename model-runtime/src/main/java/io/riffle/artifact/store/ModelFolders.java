package io.riffle.artifact.store;

import io.riffle.artifact.ArtifactFiles;
import io.riffle.artifact.ModelException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The {@link VersionFolders} of each model of a store, and the versions that are in them. Whoever
 * asks again gets the same ones: what was seen of a model is not forgotten.
 *
 * <p>May be used by several threads.
 */
final class ModelFolders {
    private final ArtifactFiles files;
    private final String root;
    private final Map<String, VersionFolders> models = new ConcurrentHashMap<>();

    /**
     * Of a place; nothing is read yet.
     *
     * @param root address of the store, without a slash behind it
     */
    ModelFolders(ArtifactFiles files, String root) {
        this.files = files;
        this.root = root;
    }

    /**
     * Of a model, whether there is any version or not.
     *
     * @throws ModelException when the name is none for a folder
     */
    VersionFolders of(String model) {
        if (!model.matches("[a-z0-9][a-z0-9_-]*")) {
            throw ModelException.wrong("model", model, root, "be a plain lower-case name");
        }
        return models.computeIfAbsent(model, name -> new VersionFolders(files, root + "/" + name));
    }

    /** Complete versions, oldest first: every one is looked at. */
    List<Long> versions(String model) {
        VersionFolders folders = of(model);
        List<Long> versions = new ArrayList<>();
        try {
            for (long version : folders.numbers()) {
                if (folders.complete(version)) {
                    versions.add(version);
                }
            }
        } catch (IOException e) {
            throw ModelException.unreadable(root + "/" + model, e);
        }
        return versions;
    }

    /** The newest complete version, found without looking at the others. */
    OptionalLong newest(String model) {
        try {
            long newest = of(model).find().newest();
            return newest == 0 ? OptionalLong.empty() : OptionalLong.of(newest);
        } catch (IOException e) {
            throw ModelException.unreadable(root + "/" + model, e);
        }
    }
}
