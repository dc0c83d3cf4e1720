package io.riffle.job.inference;

import io.riffle.artifact.LoadedModel;
import io.riffle.serving.Recommender;
import io.riffle.serving.ServingOptions;
import io.riffle.serving.items.ItemsNow;
import org.jspecify.annotations.Nullable;

/**
 * What it takes to make models in memory answer a second time, beside those that serve. Immutable:
 * any thread may use it.
 *
 * @param reranker null = none takes part
 * @param items that are shown
 */
public record ModelsAgain(
        LoadedModel backbone,
        @Nullable LoadedModel reranker,
        ServingOptions options,
        ItemsNow items) {

    /** Whether a recommender of the one does for the other, whatever items are shown. */
    public boolean sameModels(ModelsAgain other) {
        return backbone.equals(other.backbone)
                && (reranker == null ? other.reranker == null : reranker.equals(other.reranker))
                && options.equals(other.options);
    }

    /** Uploads the weights, and shows the items. */
    public Recommender make() {
        return new Recommender(backbone, reranker, options);
    }
}
