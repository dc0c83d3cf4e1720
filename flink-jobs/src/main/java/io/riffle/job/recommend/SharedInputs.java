package io.riffle.job.recommend;

import io.riffle.job.ask.Placements;
import io.riffle.job.bundle.Bundling;
import io.riffle.job.items.CatalogueNews;
import io.riffle.job.metrics.FirstExposure;
import io.riffle.job.state.SharedInput;
import io.riffle.job.state.SharedInput.Announced;
import io.riffle.job.state.SharedInput.CatalogueRead;
import io.riffle.job.state.SharedInput.Listed;
import io.riffle.job.state.SharedInput.Ruled;
import io.riffle.job.state.SharedInput.Unruled;
import io.riffle.job.state.SharedInput.Withdrawn;
import io.riffle.job.swap.ModelSwap;

/**
 * What the recommend step does with each kind of input that holds for all users. What changes
 * answers infers all that waits first.
 */
final class SharedInputs {

    private final Bundling bundling;
    private final ModelSwap model;
    private final CatalogueNews catalogue;
    private final Placements placements;

    /**
     * Inputs of one subtask.
     *
     * @param exposure told of items that a model serves at last
     */
    SharedInputs(Subtask subtask, Bundling bundling, ModelSwap model, FirstExposure exposure) {
        this.bundling = bundling;
        this.model = model;
        this.catalogue =
                new CatalogueNews(
                        subtask.eligible(),
                        subtask.newItems(),
                        subtask.state().conditions(),
                        model::current,
                        exposure,
                        bundling::finish,
                        subtask::now);
        this.placements = subtask.state().placements();
    }

    /** An announced model, news of the catalogue, or rules of a placement. */
    void take(SharedInput input) throws Exception {
        if (input instanceof Announced announced) {
            model.announced(announced.update());
        } else if (input instanceof Withdrawn item) {
            catalogue.withdrawn(item.itemId());
        } else if (input instanceof Listed item) {
            catalogue.listed(item.item());
        } else if (input instanceof CatalogueRead read) {
            catalogue.read(read.partition());
        } else if (input instanceof Ruled ruled) {
            if (placements.changes(ruled.rules())) {
                bundling.finish();
                placements.set(ruled.rules());
            }
        } else if (input instanceof Unruled unruled) {
            if (placements.ruled(unruled.placement())) {
                bundling.finish();
                placements.remove(unruled.placement());
            }
        }
    }
}
