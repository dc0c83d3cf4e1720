package io.riffle.job.operator;

import io.riffle.artifact.ModelException;
import io.riffle.schema.ModelUpdate;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Makes models out of artifacts; called at start and, while serving, off the task thread. */
interface InferenceLoader extends Serializable {

    /**
     * Loads and verifies an artifact, and warms it up beside the other model in use.
     *
     * @param current what serves now and goes on serving; null = nothing yet
     * @return {@code current} with one of its models replaced
     * @throws ModelException when the artifact cannot be used
     */
    Inference load(@Nullable Inference current, Artifact artifact);

    /**
     * A model to load.
     *
     * @param model {@code backbone} or {@code reranker}
     * @param uri artifact directory, or a store
     * @param version that was announced; 0 = whatever is there
     * @param manifestSha256 that was announced; null = whatever is there
     * @param rollback whether it replaces another version on purpose
     */
    record Artifact(
            String model,
            String uri,
            long version,
            @Nullable String manifestSha256,
            boolean rollback)
            implements Serializable {

        /** What the options name. */
        static Artifact configured(String model, String uri) {
            return new Artifact(model, uri, 0, null, false);
        }

        static Artifact of(ModelUpdate update) {
            return new Artifact(
                    update.model(),
                    update.uri(),
                    update.version(),
                    update.manifestSha256(),
                    update.rollbackOf() > 0);
        }
    }
}
