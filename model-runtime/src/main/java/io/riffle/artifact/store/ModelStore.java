package io.riffle.artifact.store;

import io.riffle.artifact.ArtifactFiles;
import io.riffle.artifact.ArtifactReader;
import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.LocalFiles;
import io.riffle.artifact.Manifest;
import io.riffle.artifact.ModelException;
import io.riffle.artifact.Sha256;
import io.riffle.artifact.Tensor;
import io.riffle.model.tables.SourceTables;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Model artifacts by name and version: {@code <root>/<model>/<version>/}. A version is claimed by
 * who creates its first file, written once and never changed; its manifest is written last, so a
 * version without one does not exist. Several may write to a store at once; one that dies leaves a
 * number that is never given out again.
 *
 * <p>May be used by several threads.
 */
public final class ModelStore {
    private final ArtifactFiles files;
    private final LongSupplier clock;
    private final ModelFolders folders;

    /**
     * Names a place; nothing is read yet.
     *
     * @param root address of the store; no need to exist yet
     */
    public ModelStore(ArtifactFiles files, String root) {
        this(files, root, InstantSource.system()::millis);
    }

    /**
     * As above.
     *
     * @param clock epoch ms: when a version was claimed
     */
    public ModelStore(ArtifactFiles files, String root, LongSupplier clock) {
        this.files = files;
        this.folders = new ModelFolders(files, trimmed(root));
        this.clock = clock;
    }

    /** A store on this machine. */
    public static ModelStore local(Path root) {
        return new ModelStore(new LocalFiles(), root.toString());
    }

    /** Address of a version. */
    public String uri(String model, long version) {
        return folders(model).folder(version);
    }

    /** Complete versions, oldest first: every one is looked at. */
    public List<Long> versions(String model) {
        return folders.versions(model);
    }

    /** The newest complete version, found without looking at the others. */
    public OptionalLong newest(String model) {
        return folders.newest(model);
    }

    /** What a version says about itself; its files are not read. */
    public Manifest manifest(String model, long version) {
        return new ArtifactReader(files).manifest(uri(model, version));
    }

    /** SHA-256 of a version's manifest: what an announcement carries. */
    public String sha256(String model, long version) {
        return Sha256.of(manifestBytes(model, version));
    }

    byte[] manifestBytes(String model, long version) {
        return new ArtifactReader(files).manifestBytes(uri(model, version));
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
     * model under another version: its files are verified and not read again.
     */
    public static LoadedModel read(
            ArtifactFiles files, String uri, String model, Collection<LoadedModel> known) {
        return StoredModel.at(files, uri, model).read(files, known);
    }

    /**
     * Reads a backbone from this machine's files.
     *
     * @param uri an artifact directory, or a store: then its newest version
     * @throws ModelException when there is none, or it breaks a rule
     */
    public static LoadedModel backbone(String uri) {
        return read(new LocalFiles(), uri, "backbone");
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
        return stage(draft, null, tensors, itemIds).commit();
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
        return stage(draft, base, tensors, itemIds).commit();
    }

    /** As below, without candidate sources. */
    public StagedVersion stage(
            Manifest draft,
            @Nullable LoadedModel base,
            Map<String, Tensor> tensors,
            List<String> itemIds) {
        return stage(draft, base, tensors, itemIds, null);
    }

    /**
     * Writes the files of a version that is to exist only if what is read back is right.
     *
     * @param base as for {@link #putDelta}; null = a snapshot, as for {@link #put}
     * @param sources of candidates, over the rows of the items; null = none
     */
    public StagedVersion stage(
            Manifest draft,
            @Nullable LoadedModel base,
            Map<String, Tensor> tensors,
            List<String> itemIds,
            @Nullable SourceTables sources) {
        return new Staging(files, this, clock).stage(draft, base, tensors, itemIds, sources);
    }

    /**
     * Publishes a version again under the next number, its files as they are: a delta goes on
     * naming its snapshot.
     *
     * @return the manifest as written
     * @throws ModelException when the version is absent or breaks a rule
     */
    public Manifest putAgain(String model, long version) {
        return new Staging(files, this, clock).again(model, version).commit();
    }

    /** What deletes versions of this store. */
    public StorePruning pruning(Retention retention) {
        return new StorePruning(files, this, retention, clock);
    }

    VersionFolders folders(String model) {
        return folders.of(model);
    }

    private static String trimmed(String uri) {
        return uri.length() > 1 && uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
    }
}
