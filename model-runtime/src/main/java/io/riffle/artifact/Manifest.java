package io.riffle.artifact;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a model artifact says about itself; {@code manifest.json}.
 *
 * @param model {@code backbone} or {@code reranker}
 * @param version grows with every publish; 0 in a draft: the store chooses
 * @param baseVersion 0 for a snapshot; for a delta, the snapshot it changes
 * @param config architecture
 * @param files what lies beside the manifest
 * @param backboneFingerprint of the backbone a reranker was trained on; null for a backbone
 * @param training where the weights come from, free form
 * @param metrics at publish, free form
 * @param baseSha256 of the manifest of a delta's base; null for a snapshot, and in what releases
 *     wrote that did not name it
 * @param claim who wrote the version; null likewise
 */
public record Manifest(
        String model,
        long version,
        long baseVersion,
        JsonNode config,
        List<Entry> files,
        @Nullable String backboneFingerprint,
        @Nullable JsonNode training,
        @Nullable JsonNode metrics,
        @Nullable String baseSha256,
        @Nullable String claim) {

    /** Name of the file, in the folder of a version. */
    public static final String FILE = "manifest.json";

    static final String WEIGHTS = "weights.safetensors";

    /** Name of the file that lists the items of the rows. */
    public static final String ITEMS = "items.jsonl";

    /** Candidate sources and their blend, beside a backbone; not every one has them. */
    static final String SOURCES = "sources.safetensors";

    static final int LARGEST = 1 << 20;

    /** Copies the list of files. */
    public Manifest {
        files = List.copyOf(files);
    }

    /**
     * One file of an artifact.
     *
     * @param bytes its length
     * @param sha256 of its content, lower-case hexadecimal
     */
    public record Entry(String name, long bytes, String sha256) {}

    /** A manifest that names neither base nor claim. */
    public Manifest(
            String model,
            long version,
            long baseVersion,
            JsonNode config,
            List<Entry> files,
            @Nullable String backboneFingerprint,
            @Nullable JsonNode training,
            @Nullable JsonNode metrics) {
        this(
                model,
                version,
                baseVersion,
                config,
                files,
                backboneFingerprint,
                training,
                metrics,
                null,
                null);
    }

    /** A manifest to be completed by {@link io.riffle.artifact.store.ModelStore#put}. */
    public static Manifest draft(String model, JsonNode config) {
        return new Manifest(model, 0, 0, config, List.of(), null, null, null, null, null);
    }

    /** As that of a reranker for the backbone with this fingerprint. */
    public Manifest trainedOn(String fingerprint) {
        return with(version, files, fingerprint, training, metrics, claim);
    }

    /** With where the weights come from. */
    public Manifest withTraining(JsonNode origin) {
        return with(version, files, backboneFingerprint, origin, metrics, claim);
    }

    /** With what was measured. */
    public Manifest withMetrics(JsonNode measured) {
        return with(version, files, backboneFingerprint, training, measured, claim);
    }

    /** The version whose files these are, when it was published again; 0 otherwise. */
    public long copyOf() {
        return ManifestJson.copyOf(training);
    }

    /** The same files again, as another version. */
    public Manifest again(long newVersion) {
        JsonNode origin = ManifestJson.copied(training, copyOf() > 0 ? copyOf() : version);
        return with(newVersion, files, backboneFingerprint, origin, metrics, null);
    }

    /** Whether both list the same content for the same model: then the weights are the same. */
    public boolean sameFiles(Manifest other) {
        return !files.isEmpty()
                && files.equals(other.files)
                && model.equals(other.model)
                && baseVersion == other.baseVersion
                && Objects.equals(baseSha256, other.baseSha256)
                && config.equals(other.config);
    }

    /** As the change of a snapshot. */
    public Manifest over(long base, String baseManifest) {
        return new Manifest(
                model,
                version,
                base,
                config,
                files,
                backboneFingerprint,
                training,
                metrics,
                baseManifest,
                claim);
    }

    /** With a number of its own. */
    public Manifest claimed(long newVersion, Claim by) {
        return with(newVersion, files, backboneFingerprint, training, metrics, by.id());
    }

    /** With what was written beside it. */
    public Manifest listing(List<Entry> written) {
        return with(version, written, backboneFingerprint, training, metrics, claim);
    }

    private Manifest with(
            long newVersion,
            List<Entry> written,
            @Nullable String fingerprint,
            @Nullable JsonNode origin,
            @Nullable JsonNode measured,
            @Nullable String claimant) {
        return new Manifest(
                model,
                newVersion,
                baseVersion,
                config,
                written,
                fingerprint,
                origin,
                measured,
                baseSha256,
                claimant);
    }

    /** Whether it changes a snapshot; else it is one. */
    public boolean isDelta() {
        return baseVersion > 0;
    }

    /** Length of the file of candidate sources; 0 = none is listed. */
    public long sourceBytes() {
        return files.stream()
                .filter(file -> file.name.equals(SOURCES))
                .mapToLong(Entry::bytes)
                .sum();
    }

    /** Whether a file is listed. */
    boolean lists(String name) {
        return files.stream().anyMatch(file -> file.name.equals(name));
    }

    /** The entry of a file, which must be listed. */
    public Entry entry(String name, String owner) {
        for (Entry file : files) {
            if (file.name.equals(name)) {
                return file;
            }
        }
        throw ModelException.wrong("files", files, owner, "list " + name);
    }
}
