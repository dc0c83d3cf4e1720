package io.riffle.artifact;

import com.fasterxml.jackson.databind.JsonNode;
import io.riffle.model.tables.SourceTables;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A verified model in plain Java: weights, item ids and what the manifest says. Immutable by
 * contract: nobody writes into its arrays. Holds no native memory; dropping it frees it.
 */
public final class LoadedModel {
    private final Manifest manifest;
    private final Map<String, Tensor> tensors;
    private final Vocabulary vocabulary;
    private final String fingerprint;
    private final int baseRows;
    private final @Nullable SourceTables sources;

    LoadedModel(
            Manifest manifest,
            Map<String, Tensor> tensors,
            Vocabulary vocabulary,
            String fingerprint,
            int baseRows,
            @Nullable SourceTables sources) {
        this.manifest = manifest;
        this.tensors = Collections.unmodifiableMap(tensors);
        this.vocabulary = vocabulary;
        this.fingerprint = fingerprint;
        this.baseRows = baseRows;
        this.sources = sources;
    }

    /**
     * A snapshot that no store holds (yet): for evaluation, and for tests.
     *
     * @param manifest a draft, or with a version to answer under
     * @throws ModelException when tensors or items do not fit the config
     */
    public static LoadedModel of(
            Manifest manifest, Map<String, Tensor> tensors, Vocabulary vocabulary) {
        String owner = "the model " + manifest.model();
        ArtifactRules.complete(
                Architecture.tensors(manifest.config(), owner),
                ArtifactRules.shapes(tensors),
                owner);
        ArtifactRules.finite(tensors, owner);
        ArtifactRules.rows(vocabulary, manifest.config(), owner);
        ArtifactRules.facts(manifest.config(), tensors, owner);
        return new LoadedModel(
                manifest,
                tensors,
                vocabulary,
                fingerprint(manifest, vocabulary),
                vocabulary.rows(),
                null);
    }

    /** The same model with other candidate sources. */
    public LoadedModel with(@Nullable SourceTables others) {
        return new LoadedModel(manifest, tensors, vocabulary, fingerprint, baseRows, others);
    }

    /** The same weights under another manifest, which lists the same files. */
    public LoadedModel under(Manifest other) {
        return new LoadedModel(other, tensors, vocabulary, fingerprint, baseRows, sources);
    }

    /** What it says about itself. */
    public Manifest manifest() {
        return manifest;
    }

    /** Number of its version; 0 in what no store holds. */
    public long version() {
        return manifest.version();
    }

    /** Its architecture, as the manifest has it. */
    public JsonNode config() {
        return manifest.config();
    }

    /** Weights by name, in the order of the forward pass. */
    public Map<String, Tensor> tensors() {
        return tensors;
    }

    /** The values alone, as models take them. */
    public Map<String, float[]> weights() {
        Map<String, float[]> weights = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> weights.put(name, tensor.data()));
        return weights;
    }

    /** Which items its rows are. */
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /** Hash of architecture and base vocabulary; a delta keeps its base's. */
    public String fingerprint() {
        return fingerprint;
    }

    /** Candidate sources and their blend, over the vocabulary's rows; null = it has none. */
    public @Nullable SourceTables sources() {
        return sources;
    }

    /** Item rows that the fingerprint covers: those of the snapshot, padding included. */
    public int baseRows() {
        return baseRows;
    }

    private static String fingerprint(Manifest manifest, Vocabulary vocabulary) {
        MessageDigest digest = Sha256.digest();
        digest.update(ManifestJson.canonicalConfig(manifest));
        try {
            vocabulary.write(new DigestOutputStream(OutputStream.nullOutputStream(), digest), 1);
        } catch (IOException e) {
            throw new IllegalStateException("A digest takes every byte.", e);
        }
        return Sha256.hex(digest);
    }
}
