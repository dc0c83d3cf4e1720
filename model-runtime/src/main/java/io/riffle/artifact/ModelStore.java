package io.riffle.artifact;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Model artifacts by name and version: {@code <root>/<model>/<version>/}. A version is written once
 * and never changed; its manifest is written last, so a version without one does not exist.
 */
public final class ModelStore {
    private final ArtifactFiles files;
    private final String root;

    /**
     * Names a place; nothing is read yet.
     *
     * @param root address of the store; no need to exist yet
     */
    public ModelStore(ArtifactFiles files, String root) {
        this.files = files;
        this.root = trimmed(root);
    }

    /** A store on this machine. */
    public static ModelStore local(Path root) {
        return new ModelStore(new LocalFiles(), root.toString());
    }

    /** Address of a version. */
    public String uri(String model, long version) {
        if (!model.matches("[a-z0-9][a-z0-9_-]*")) {
            throw ModelException.wrong("model", model, root, "be a plain lower-case name");
        }
        return root + "/" + model + "/" + version;
    }

    /** Complete versions, oldest first. */
    public List<Long> versions(String model) {
        List<Long> versions = new ArrayList<>();
        try {
            for (String name : files.list(root + "/" + model)) {
                if (name.matches("[1-9][0-9]{0,17}")
                        && files.length(root + "/" + model + "/" + name + "/" + Manifest.FILE)
                                >= 0) {
                    versions.add(Long.valueOf(name));
                }
            }
        } catch (IOException e) {
            throw ModelException.unreadable(root + "/" + model, e);
        }
        Collections.sort(versions);
        return versions;
    }

    public OptionalLong newest(String model) {
        List<Long> versions = versions(model);
        return versions.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(versions.get(versions.size() - 1));
    }

    /** What a version says about itself; its files are not read. */
    public Manifest manifest(String model, long version) {
        return new ArtifactReader(files).manifest(uri(model, version));
    }

    /** SHA-256 of a version's manifest: what an announcement carries. */
    public String sha256(String model, long version) {
        return Sha256.of(new ArtifactReader(files).manifestBytes(uri(model, version)));
    }

    /**
     * Reads and verifies a version.
     *
     * @throws ModelException when it is absent or breaks a rule
     */
    public LoadedModel get(String model, long version) {
        return new ArtifactReader(files).read(uri(model, version));
    }

    /**
     * Reads and verifies an artifact.
     *
     * @param uri an artifact directory, or a store: then the newest version of {@code model}
     */
    public static LoadedModel read(ArtifactFiles files, String uri, String model) {
        return read(files, uri, model, List.of());
    }

    /**
     * As above. An artifact whose manifest lists the files of a model that is known already is that
     * model under another version: its weights are not read again.
     */
    public static LoadedModel read(
            ArtifactFiles files, String uri, String model, Collection<LoadedModel> known) {
        String folder = trimmed(uri);
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
                            + uri
                            + ") must be an artifact directory or a store with a "
                            + model
                            + ".\nMaybe pretrain or publish one first.");
        }
        return store.get(model, newest.getAsLong());
    }

    /**
     * Writes a snapshot.
     *
     * @param draft version 0 takes the next free one
     * @param itemIds id of row 1, of row 2, …; empty for a model without items
     * @return the manifest as written
     * @throws ModelException when the tensors do not fit the config, or the version is taken
     */
    public Manifest put(Manifest draft, Map<String, Tensor> tensors, List<String> itemIds) {
        LoadedModel checked = LoadedModel.of(draft, tensors, Vocabulary.of(itemIds));
        return write(draft, 0, new Safetensors(tensors, Map.of()), checked.vocabulary(), 1);
    }

    /**
     * Writes only what changed since a snapshot.
     *
     * @param base the snapshot; what it holds is not written again
     * @param tensors the complete new weights
     * @param itemIds complete: the base's ids, then appended ones
     * @return the manifest as written
     */
    public Manifest putDelta(
            Manifest draft, LoadedModel base, Map<String, Tensor> tensors, List<String> itemIds) {
        Vocabulary vocabulary = LoadedModel.of(draft, tensors, Vocabulary.of(itemIds)).vocabulary();
        int known = base.vocabulary().rows();
        if (base.manifest().isDelta()
                || base.version() == 0
                || vocabulary.rows() < known
                || !itemIds.subList(0, known - 1).equals(base.vocabulary().itemIds())) {
            throw ModelException.wrong(
                    "base",
                    base.version(),
                    "the delta of " + draft.model(),
                    "be a published snapshot whose items it keeps");
        }
        Safetensors changes = Delta.between(base.tensors(), tensors);
        return write(draft, base.version(), changes, vocabulary, known);
    }

    /**
     * Publishes a version again under the next number, its files as they are: a delta goes on
     * naming its snapshot.
     *
     * @return the manifest as written
     * @throws ModelException when the version is absent or breaks a rule
     */
    public Manifest putAgain(String model, long version) {
        Manifest source = get(model, version).manifest();
        Manifest manifest = source.again(newest(model).orElse(0) + 1);
        return new ArtifactWriter(files)
                .copy(uri(model, version), uri(model, manifest.version()), manifest);
    }

    private Manifest write(
            Manifest draft, long base, Safetensors tensors, Vocabulary items, int firstRow) {
        long version = draft.version() > 0 ? draft.version() : newest(draft.model()).orElse(0) + 1;
        Manifest manifest = draft.published(version, base, List.of());
        return new ArtifactWriter(files)
                .write(uri(draft.model(), version), manifest, tensors, items, firstRow);
    }

    private static String trimmed(String uri) {
        return uri.length() > 1 && uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
    }
}
