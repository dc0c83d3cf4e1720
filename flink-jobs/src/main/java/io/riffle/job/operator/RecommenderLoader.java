package io.riffle.job.operator;

import io.riffle.artifact.ArtifactFiles;
import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.ModelException;
import io.riffle.artifact.ModelStore;
import io.riffle.schema.ModelUpdate;
import io.riffle.serving.Recommender;
import io.riffle.serving.ServingOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@link Recommender}s out of artifacts. An announced artifact must be the very one that was
 * announced: its version and the hash of its manifest are compared before it is used.
 */
final class RecommenderLoader<F extends ArtifactFiles & Serializable> implements InferenceLoader {

    private static final long serialVersionUID = 1L;

    private final Settings.Models settings;
    private final F files;

    RecommenderLoader(Settings.Models settings, F files) {
        this.settings = settings;
        this.files = files;
    }

    @Override
    public Inference load(@Nullable Inference current, Artifact artifact) {
        LoadedModel loaded = read(artifact);
        RecommenderInference now = (RecommenderInference) current;
        if (artifact.model().equals(ModelUpdate.BACKBONE)) {
            return inference(loaded, now == null ? null : now.reranker());
        }
        if (now == null) {
            throw new ModelException(
                    "The reranker (%s) must have a backbone beside it.%nMaybe announce a backbone first."
                            .formatted(artifact.uri()));
        }
        return inference(now.backbone(), loaded);
    }

    private RecommenderInference inference(LoadedModel backbone, @Nullable LoadedModel reranker) {
        ServingOptions options =
                new ServingOptions(
                        settings.slateSize(),
                        settings.candidates(),
                        settings.hop(),
                        settings.cacheBytes(),
                        settings.prefillMaxPerBundle(),
                        settings.maxVersionLag(),
                        settings.device());
        return new RecommenderInference(
                backbone, reranker, new Recommender(backbone, reranker, options));
    }

    private LoadedModel read(Artifact artifact) {
        String announced = artifact.manifestSha256();
        if (announced != null) {
            check("sha256 of the manifest", sha256(artifact.uri()), announced, artifact);
        }
        LoadedModel loaded = ModelStore.read(files, artifact.uri(), artifact.model());
        check("model", loaded.manifest().model(), artifact.model(), artifact);
        if (artifact.version() > 0) {
            check("version", loaded.version(), artifact.version(), artifact);
        }
        return loaded;
    }

    private String sha256(String uri) {
        try (InputStream in = files.open(uri + "/manifest.json")) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(in.readAllBytes()));
        } catch (IOException e) {
            throw new ModelException(
                    "The manifest (%s/manifest.json) of a model must be readable: %s.%nMaybe the version was deleted."
                            .formatted(uri, e.getMessage()),
                    e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static void check(String thing, Object found, Object announced, Artifact artifact) {
        if (!found.equals(announced)) {
            throw new ModelException(
                    "The %s (%s) of %s must be %s, as announced.%nMaybe the announcement names another artifact."
                            .formatted(thing, found, artifact.uri(), announced));
        }
    }
}
