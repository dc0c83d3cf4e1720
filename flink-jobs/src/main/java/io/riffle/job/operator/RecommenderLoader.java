package io.riffle.job.operator;

import io.riffle.artifact.ArtifactFiles;
import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.StoredModel;
import io.riffle.job.models.Artifact;
import io.riffle.job.models.UpdateRefusedException;
import io.riffle.job.operator.RecommenderInference.Before;
import io.riffle.schema.ModelUpdate;
import io.riffle.serving.Exploration;
import io.riffle.serving.Recommender;
import io.riffle.serving.ServingOptions;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
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
        UpdateGate gate = new UpdateGate(files, settings.loading());
        StoredModel stored = gate.admit(artifact);
        if (artifact.model().equals(ModelUpdate.BACKBONE)) {
            List<LoadedModel> known = now == null ? List.of() : now.known();
            return withBackbone(now, gate.read(stored, known), artifact);
        }
        if (now == null) {
            throw UpdateRefusedException.ofAnotherBackbone(
                    stored.manifest().backboneFingerprint(),
                    String.format(
                            Locale.ROOT,
                            "The reranker (%s) must have a backbone beside it.%nMaybe announce a"
                                    + " backbone first.",
                            artifact.uri()));
        }
        UpdateGate.checkFingerprint(stored, now.backbone());
        return withReranker(now, gate.read(stored, now.known()), artifact);
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
            RecommenderInference now, LoadedModel reranker, Artifact artifact) {
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
