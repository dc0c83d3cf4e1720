package io.riffle.artifact;

import io.riffle.model.tables.SourceTables;
import io.riffle.model.tables.TableDelta;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one artifact directory. Lengths and hashes are checked before content is parsed, shapes
 * before values are allocated.
 */
public final class ArtifactReader {
    private static final int BUFFER = 1 << 16;

    private final ArtifactFiles files;
    private final ArtifactContent content;
    private final MemoryBudget budget;

    /** Reads within the memory of this process. */
    public ArtifactReader(ArtifactFiles files) {
        this(files, MemoryBudget.ofThisProcess());
    }

    ArtifactReader(ArtifactFiles files, MemoryBudget budget) {
        this.files = files;
        this.content = new ArtifactContent(files);
        this.budget = budget;
    }

    /** Only the manifest. */
    public Manifest manifest(String folder) {
        return ManifestJson.read(manifestBytes(folder), folder + "/" + Manifest.FILE);
    }

    /** The manifest as it lies there. */
    public byte[] manifestBytes(String folder) {
        return content.manifest(folder);
    }

    /**
     * Checks that the files are those of the manifest, without keeping any of them.
     *
     * @throws ModelException when one is absent or another, or one of the snapshot of a delta is
     */
    public void verify(String folder, Manifest manifest) {
        content.verified(folder, manifest, Manifest.WEIGHTS);
        content.verified(folder, manifest, Manifest.ITEMS);
        if (manifest.lists(Manifest.SOURCES)) {
            content.verified(folder, manifest, Manifest.SOURCES);
        }
        if (manifest.isDelta()) {
            BaseSnapshot base = new BaseSnapshot(content, folder, manifest);
            verify(base.folder(), base.manifest());
        }
    }

    /**
     * Reads and checks all of it, with the snapshot that a delta changes.
     *
     * @throws ModelException naming the file and what is wrong with it
     */
    public LoadedModel read(String folder) {
        return read(folder, manifest(folder));
    }

    /** As above, by a manifest that may not be there yet. */
    public LoadedModel read(String folder, Manifest manifest) {
        if (!manifest.isDelta()) {
            return snapshot(folder, manifest).with(sources(folder, manifest));
        }
        BaseSnapshot changed = new BaseSnapshot(content, folder, manifest);
        Manifest base = changed.manifest();
        SourceTables sources = sources(folder, manifest);
        if (sources != null && TableDelta.is(sources)) {
            sources = PublishedSources.over(sources(changed.folder(), base), sources, folder);
        }
        return delta(folder, manifest, snapshot(changed.folder(), base)).with(sources);
    }

    private LoadedModel snapshot(String folder, Manifest manifest) {
        String weights = folder + "/" + Manifest.WEIGHTS;
        Map<String, long[]> expected = expected(folder, manifest);
        Safetensors tensors =
                weights(
                        folder,
                        manifest,
                        found -> {
                            ArtifactRules.complete(expected, found, weights);
                            admit(folder, manifest, expected);
                        });
        if (!tensors.rows().isEmpty()) {
            throw ModelException.wrong("dtype", "I32", weights, "be F32 or F16 in a snapshot");
        }
        Vocabulary vocabulary = items(folder, manifest, List.of());
        ArtifactRules.facts(manifest.config(), tensors.tensors(), weights);
        return new LoadedModel(
                manifest,
                ordered(expected, tensors.tensors()),
                vocabulary,
                fingerprint(folder, manifest),
                vocabulary.rows(),
                null);
    }

    private LoadedModel delta(String folder, Manifest manifest, LoadedModel base) {
        String owner = folder + "/" + Manifest.WEIGHTS;
        Map<String, long[]> expected = expected(folder, manifest);
        Safetensors delta =
                weights(
                        folder,
                        manifest,
                        found -> {
                            Delta.check(expected, found, owner);
                            admit(folder, manifest, expected);
                        });
        Vocabulary vocabulary = items(folder, manifest, base.vocabulary().itemIds());
        Map<String, Tensor> next = Delta.apply(base.tensors(), delta, expected, owner);
        ArtifactRules.facts(manifest.config(), next, owner);
        return new LoadedModel(
                manifest, next, vocabulary, base.fingerprint(), base.vocabulary().rows(), null);
    }

    private Map<String, long[]> expected(String folder, Manifest manifest) {
        return Architecture.tensors(manifest.config(), folder + "/" + Manifest.FILE);
    }

    /** After the head of the file has kept the config's promise, before a value is read. */
    private void admit(String folder, Manifest manifest, Map<String, long[]> expected) {
        long items = manifest.entry(Manifest.ITEMS, folder + "/" + Manifest.FILE).bytes();
        budget.check(expected, items, folder);
    }

    private Safetensors weights(
            String folder, Manifest manifest, Safetensors.Expectation expectation) {
        String file = folder + "/" + Manifest.WEIGHTS;
        Manifest.Entry entry = content.verified(folder, manifest, Manifest.WEIGHTS);
        try (InputStream in = new BufferedInputStream(files.open(file), BUFFER)) {
            return Safetensors.read(in, entry.bytes(), expectation, file);
        } catch (IOException e) {
            throw ModelException.unreadable(file, e);
        }
    }

    private @Nullable SourceTables sources(String folder, Manifest manifest) {
        if (!manifest.lists(Manifest.SOURCES)) {
            return null;
        }
        String file = folder + "/" + Manifest.SOURCES;
        Manifest.Entry entry = content.verified(folder, manifest, Manifest.SOURCES);
        try (InputStream in = new BufferedInputStream(files.open(file), BUFFER)) {
            Safetensors columns =
                    Safetensors.read(
                            in, entry.bytes(), found -> budget.check(found, 0, folder), file);
            return PublishedSources.of(columns);
        } catch (IOException e) {
            throw ModelException.unreadable(file, e);
        }
    }

    private Vocabulary items(String folder, Manifest manifest, List<String> base) {
        String file = folder + "/" + Manifest.ITEMS;
        content.verified(folder, manifest, Manifest.ITEMS);
        try (InputStream in = new BufferedInputStream(files.open(file), BUFFER)) {
            return Vocabulary.read(in, base, Architecture.items(manifest.config()), file);
        } catch (IOException e) {
            throw ModelException.unreadable(file, e);
        }
    }

    private String fingerprint(String folder, Manifest manifest) {
        MessageDigest digest = Sha256.digest();
        digest.update(ManifestJson.canonicalConfig(manifest));
        String file = folder + "/" + Manifest.ITEMS;
        try (InputStream in = files.open(file)) {
            byte[] chunk = new byte[BUFFER];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                digest.update(chunk, 0, read);
            }
        } catch (IOException e) {
            throw ModelException.unreadable(file, e);
        }
        return Sha256.hex(digest);
    }

    private static Map<String, Tensor> ordered(
            Map<String, long[]> expected, Map<String, Tensor> found) {
        Map<String, Tensor> ordered = new LinkedHashMap<>();
        for (String name : expected.keySet()) {
            Tensor tensor = found.get(name);
            if (tensor != null) {
                ordered.put(name, tensor);
            }
        }
        return ordered;
    }
}
