package io.riffle.job.operator;

import io.riffle.job.operator.InferenceLoader.Artifact;
import io.riffle.schema.ModelUpdate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads what a subtask serves with from its first click on: of each model the newest accepted, else
 * the one before it, else the configured one.
 */
final class ModelsAtStart {

    private static final Logger LOG = LoggerFactory.getLogger(ModelsAtStart.class);

    private final InferenceLoader loader;
    private final AcceptedModels accepted;
    private final RecommendMetrics metrics;

    ModelsAtStart(InferenceLoader loader, AcceptedModels accepted, RecommendMetrics metrics) {
        this.loader = loader;
        this.accepted = accepted;
        this.metrics = metrics;
    }

    /**
     * @return null when neither state nor options name a backbone
     * @throws io.riffle.artifact.ModelException naming the URI, when one is named and none can be
     *     loaded
     */
    @Nullable Inference load(Settings settings) throws Exception {
        Inference backbone = load(null, accepted.atStart(ModelUpdate.BACKBONE, settings.model()));
        if (backbone == null) {
            return null;
        }
        Inference both =
                load(backbone, accepted.atStart(ModelUpdate.RERANKER, settings.reranker()));
        return both == null ? backbone : both;
    }

    /** Without a reranker that was announced the generator serves alone. */
    private static boolean mustBeThere(List<Artifact> artifacts) {
        Artifact last = artifacts.get(artifacts.size() - 1);
        return last.version() == 0 || last.model().equals(ModelUpdate.BACKBONE);
    }

    private @Nullable Inference load(@Nullable Inference current, List<Artifact> bestFirst)
            throws Exception {
        RuntimeException missing = null;
        for (Artifact artifact : bestFirst) {
            try {
                Inference loaded = loader.load(current, artifact);
                boolean backbone = artifact.model().equals(ModelUpdate.BACKBONE);
                accepted.started(
                        artifact, backbone ? loaded.backboneVersion() : loaded.rerankerVersion());
                LOG.info("Start with {} {}", artifact.model(), artifact.uri());
                return loaded;
            } catch (RuntimeException e) {
                LOG.warn("Cannot start with {} {}", artifact.model(), artifact.uri(), e);
                if (artifact.version() > 0) {
                    metrics.restoredPrevious();
                }
                missing = e;
            }
        }
        if (missing != null && mustBeThere(bestFirst)) {
            throw missing;
        }
        return null;
    }
}
