package io.riffle.artifact.store;

import com.fasterxml.jackson.databind.JsonNode;
import io.riffle.artifact.Architecture;
import io.riffle.artifact.ArtifactFiles;
import io.riffle.artifact.ArtifactReader;
import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.Manifest;
import io.riffle.artifact.ManifestJson;
import io.riffle.artifact.ModelException;
import io.riffle.artifact.Sha256;
import io.riffle.artifact.Tensor;
import java.io.IOException;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A model as it lies in a store, of which only the manifests were read, its own and that of the
 * snapshot it changes: enough to judge what it is and how large it will be, before anything is
 * allocated for it.
 *
 * @param folder address of the artifact
 * @param manifestSha256 of the bytes that the manifest was read from
 * @param sourceBytes length of its files of candidate sources, that of its snapshot included
 */
public record StoredModel(
        String folder, Manifest manifest, String manifestSha256, long sourceBytes) {
    /** An id and its place in the tables, beside the bytes of its line. */
    private static final long BYTES_PER_ITEM = 64;

    /** Characters in memory may take more than their bytes in a file. */
    private static final long BYTES_PER_CHARACTER = 2;

    /** Candidate sources as they were read, and as they answer: with room to grow in, and twice. */
    private static final long SOURCES_IN_MEMORY = 3;

    /**
     * Reads a manifest, of at most 1 MiB.
     *
     * @param uri an artifact directory, or a store: then the newest version of {@code model}
     * @throws ModelException when there is none, or it cannot be read or is none
     */
    public static StoredModel at(ArtifactFiles files, String uri, String model) {
        String folder =
                uri.length() > 1 && uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
        boolean artifact;
        try {
            artifact = files.length(folder + "/" + Manifest.FILE) >= 0;
        } catch (IOException e) {
            throw ModelException.unreadable(folder, e);
        }
        if (!artifact) {
            ModelStore store = new ModelStore(files, folder);
            OptionalLong newest = store.newest(model);
            if (newest.isEmpty()) {
                throw new ModelException(
                        ModelException.Reason.MISSING,
                        String.format(
                                Locale.ROOT,
                                "The model (%s) must be an artifact directory or a store with a"
                                        + " %s.%nMaybe pretrain or publish one first.",
                                uri,
                                model),
                        null);
            }
            folder = store.uri(model, newest.getAsLong());
        }
        byte[] bytes = new ArtifactReader(files).manifestBytes(folder);
        Manifest manifest = ManifestJson.read(bytes, folder + "/" + Manifest.FILE);
        return new StoredModel(
                folder,
                manifest,
                Sha256.of(bytes),
                Math.addExact(manifest.sourceBytes(), baseSources(files, folder, manifest)));
    }

    /** Of a delta, whose sources may be changes alone; a base that is broken is refused later. */
    private static long baseSources(ArtifactFiles files, String folder, Manifest manifest) {
        if (!manifest.isDelta() || manifest.sourceBytes() == 0) {
            return 0;
        }
        String base = folder.substring(0, folder.lastIndexOf('/') + 1) + manifest.baseVersion();
        try {
            return new ArtifactReader(files).manifest(base).sourceBytes();
        } catch (ModelException e) {
            return 0;
        }
    }

    public JsonNode config() {
        return manifest.config();
    }

    /**
     * Heap bytes that the model takes once it is read, and at most while it is: of a delta its
     * snapshot is read too.
     *
     * @throws ModelException when its config gives no sizes
     */
    public long heapBytes() {
        String owner = folder + "/" + Manifest.FILE;
        try {
            long values = 0;
            for (Map.Entry<String, long[]> tensor :
                    Architecture.tensors(manifest.config(), owner).entrySet()) {
                values = Math.addExact(values, Tensor.size(tensor.getValue()));
            }
            long weights =
                    Math.multiplyExact(values, manifest.isDelta() ? 2 * Float.BYTES : Float.BYTES);
            long text =
                    Math.multiplyExact(
                            manifest.entry(Manifest.ITEMS, owner).bytes(), BYTES_PER_CHARACTER);
            long items = Architecture.items(manifest.config()) * BYTES_PER_ITEM;
            return Math.addExact(
                    weights,
                    Math.addExact(text, Math.addExact(items, SOURCES_IN_MEMORY * sourceBytes)));
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }

    /**
     * Reads and verifies the model. One whose manifest lists the files of a model that is known is
     * that model under another version: its files are verified and not read into memory again.
     *
     * @throws ModelException when it breaks a rule, or cannot be read now
     */
    public LoadedModel read(ArtifactFiles files, Collection<LoadedModel> known) {
        ArtifactReader reader = new ArtifactReader(files);
        for (LoadedModel candidate : known) {
            if (candidate.manifest().sameFiles(manifest)) {
                reader.verify(folder, manifest);
                return candidate.under(manifest);
            }
        }
        return reader.read(folder, manifest);
    }
}
