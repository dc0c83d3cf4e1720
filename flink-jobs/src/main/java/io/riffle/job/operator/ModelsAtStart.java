package io.riffle.job.operator;

import io.riffle.job.operator.InferenceLoader.Artifact;
import io.riffle.schema.ModelUpdate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads what a subtask serves with from its first click on: of each model the one in use at the
 * checkpoint, else the one before it, else the configured one; and upon it what was accepted but
 * still loading, which passes the same gate as while serving.
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
        Inference backbone = load(null, ModelUpdate.BACKBONE, settings.model());
        return backbone == null ? null : load(backbone, ModelUpdate.RERANKER, settings.reranker());
    }

    private @Nullable Inference load(
            @Nullable Inference current, String model, @Nullable String configured)
            throws Exception {
        List<Artifact> bestFirst = accepted.proven(model, configured);
        RuntimeException missing = null;
        Inference proven = null;
        for (int i = 0; i < bestFirst.size() && proven == null; i++) {
            try {
                proven = start(current, bestFirst.get(i));
            } catch (RuntimeException e) {
                missing = e;
            }
        }
        ModelUpdate pending = accepted.pending(model);
        Inference serving = proven == null ? current : proven;
        Inference loaded = pending == null ? serving : start(serving, pending);
        if (loaded == current && missing != null && mustBeThere(bestFirst)) {
            throw missing;
        }
        return loaded;
    }

    private Inference start(@Nullable Inference current, Artifact artifact) throws Exception {
        try {
            Inference loaded = loader.load(current, artifact);
            boolean backbone = artifact.model().equals(ModelUpdate.BACKBONE);
            accepted.started(
                    artifact, backbone ? loaded.backboneVersion() : loaded.rerankerVersion());
            LOG.info("Start with {} {}", artifact.model(), artifact.uri());
            close(current);
            return loaded;
        } catch (RuntimeException e) {
            LOG.warn("Cannot start with {} {}", artifact.model(), artifact.uri(), e);
            if (artifact.version() > 0) {
                metrics.restoredPrevious();
            }
            throw e;
        }
    }

    /** What was loading at the checkpoint is taken into use, or refused. */
    private @Nullable Inference start(@Nullable Inference current, ModelUpdate pending)
            throws Exception {
        try {
            Inference loaded = loader.load(current, Artifact.of(pending));
            accepted.swapped(pending);
            LOG.info("Start with {} version {}", pending.model(), pending.version());
            close(current);
            return loaded;
        } catch (RuntimeException e) {
            accepted.refused(pending);
            metrics.refusedUpdate(UpdateRefusedException.reasonOf(e));
            LOG.warn("Refuse {} version {}", pending.model(), pending.version(), e);
            return current;
        }
    }

    private static void close(@Nullable Inference replaced) {
        if (replaced != null) {
            replaced.close();
        }
    }

    /** Without a reranker that was announced the generator serves alone. */
    private static boolean mustBeThere(List<Artifact> artifacts) {
        Artifact last = artifacts.get(artifacts.size() - 1);
        return last.version() == 0 || last.model().equals(ModelUpdate.BACKBONE);
    }
}
