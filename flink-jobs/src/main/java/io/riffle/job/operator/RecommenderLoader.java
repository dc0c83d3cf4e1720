package io.riffle.job.operator;

import io.riffle.artifact.ArtifactFiles;
import io.riffle.artifact.LoadedModel;
import io.riffle.job.operator.RecommenderInference.Before;
import io.riffle.job.operator.UpdateRefusedException.Reason;
import io.riffle.schema.ModelUpdate;
import io.riffle.serving.Exploration;
import io.riffle.serving.Recommender;
import io.riffle.serving.ServingOptions;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes {@link Recommender}s out of artifacts that pass the {@link UpdateGate}. */
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
        RecommenderInference now = (RecommenderInference) current;
        LoadedModel loaded =
                new UpdateGate(files).read(artifact, now == null ? List.of() : now.known());
        return artifact.model().equals(ModelUpdate.BACKBONE)
                ? withBackbone(now, loaded, artifact)
                : withReranker(now, loaded, artifact);
    }

    private Inference withBackbone(
            @Nullable RecommenderInference now, LoadedModel backbone, Artifact artifact) {
        if (now == null) {
            return inference(backbone, null, Before.NOTHING);
        }
        UpdateGate.checkNorm(backbone, now.backbone(), artifact);
        Before before = new Before(now.backbone(), now.before().reranker());
        return inference(backbone, now.reranker(), before);
    }

    private Inference withReranker(
            @Nullable RecommenderInference now, LoadedModel reranker, Artifact artifact) {
        if (now == null) {
            throw new UpdateRefusedException(
                    Reason.FINGERPRINT,
                    "The reranker (%s) must have a backbone beside it.%nMaybe announce a backbone first."
                            .formatted(artifact.uri()),
                    null);
        }
        if (artifact.version() > 0) {
            UpdateGate.checkFingerprint(reranker, now.backbone(), artifact);
        }
        LoadedModel replaced = now.reranker();
        if (replaced != null) {
            UpdateGate.checkNorm(reranker, replaced, artifact);
        }
        return inference(now.backbone(), reranker, new Before(now.before().backbone(), replaced));
    }

    private RecommenderInference inference(
            LoadedModel backbone, @Nullable LoadedModel reranker, Before before) {
        ServingOptions options =
                new ServingOptions(
                        settings.slateSize(),
                        settings.candidates(),
                        settings.hop(),
                        settings.cacheBytes(),
                        settings.prefillMaxPerBundle(),
                        settings.maxVersionLag(),
                        settings.device(),
                        new Exploration(
                                settings.explorationShare(), settings.explorationTemperature()));
        return new RecommenderInference(
                backbone, reranker, before, new Recommender(backbone, reranker, options));
    }
}
