package io.riffle.job.models;

import io.riffle.schema.ModelUpdate;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A model to load.
 *
 * @param model {@code backbone} or {@code reranker}
 * @param uri artifact directory, or a store
 * @param version that was announced; 0 = whatever is there
 * @param manifestSha256 that was announced; null = whatever is there
 * @param rollback whether it replaces another version on purpose
 */
public record Artifact(
        String model, String uri, long version, @Nullable String manifestSha256, boolean rollback)
        implements Serializable {

    /** What the options name. */
    public static Artifact configured(String model, String uri) {
        return new Artifact(model, uri, 0, null, false);
    }

    public static Artifact of(ModelUpdate update) {
        return new Artifact(
                update.model(),
                update.uri(),
                update.version(),
                update.manifestSha256(),
                update.rollbackOf() > 0);
    }
}
