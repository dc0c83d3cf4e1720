package io.riffle.job.inference;

import io.riffle.artifact.ArtifactFiles;
import io.riffle.job.models.Artifact;
import io.riffle.job.settings.ModelSettings;
import io.riffle.schema.ModelUpdate;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a serving job will say to an announcement, asked before it is made: the model passes the
 * same {@link UpdateGate} and is brought to serve beside what was announced before, on the CPU.
 */
public final class UpdateDryRun {

    private static final Logger LOG = LoggerFactory.getLogger(UpdateDryRun.class);
    private static final ModelSettings MODELS =
            new ModelSettings(10, 50, 0, 0, 16, 0, "cpu", 0, 0.5);

    private UpdateDryRun() {}

    /**
     * Returns when the update would be taken into use.
     *
     * @param files also serializable, as the jobs need them
     * @param announced the newest announcement of each model; none where nothing was announced
     * @throws RuntimeException with the rule that it breaks, in whole sentences
     */
    public static <F extends ArtifactFiles & Serializable> void check(
            F files, ModelUpdate update, Map<String, ModelUpdate> announced) {
        InferenceLoader loader = new RecommenderLoader<>(MODELS, files);
        Inference serving = null;
        try {
            for (String model : List.of(ModelUpdate.BACKBONE, ModelUpdate.RERANKER)) {
                ModelUpdate before = announced.get(model);
                if (before != null) {
                    serving = load(loader, serving, before);
                }
            }
            loader.load(serving, Artifact.of(update)).close();
        } finally {
            close(serving);
        }
    }

    /** What cannot be read any more is nothing to compare with: jobs have it in memory. */
    private static @Nullable Inference load(
            InferenceLoader loader, @Nullable Inference serving, ModelUpdate before) {
        try {
            Inference loaded = loader.load(serving, Artifact.of(before));
            close(serving);
            return loaded;
        } catch (RuntimeException e) {
            LOG.warn("Cannot compare with {} {}", before.model(), before.uri(), e);
            return serving;
        }
    }

    private static void close(@Nullable Inference inference) {
        if (inference != null) {
            inference.close();
        }
    }
}
