package io.riffle.training.online;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.ModelException;
import io.riffle.artifact.store.ModelStore;
import io.riffle.schema.ModelUpdate;
import org.jspecify.annotations.Nullable;

/**
 * Published backbones by the numbers that a trainer's state has for them. Of one that learning
 * began with and that is not in the trainer's own store, the number says nothing there: it is
 * written below zero, and no delta can name it.
 *
 * <p>Immutable.
 */
final class NamedBackbones {
    private final ModelStore store;
    private final @Nullable LoadedModel elsewhere;

    /**
     * @param start what learning began with, wherever it lies; null = the store's newest, or
     *     nothing
     */
    NamedBackbones(ModelStore store, @Nullable LoadedModel start) {
        this.store = store;
        this.elsewhere = start == null || holds(store, start) ? null : start;
    }

    /** Whether the trainer's own store holds it. */
    boolean stored(LoadedModel model) {
        return model != elsewhere;
    }

    /** Number of a version, below zero of one that lies elsewhere; 0 = none. */
    long number(@Nullable LoadedModel model) {
        if (model == null) {
            return 0;
        }
        return stored(model) ? model.version() : -model.version();
    }

    /**
     * The version of a number.
     *
     * @throws ModelException when it is gone, or not what learning began with this time
     */
    LoadedModel get(long number) {
        LoadedModel start = elsewhere;
        return start != null && number == -start.version()
                ? start
                : store.get(ModelUpdate.BACKBONE, number);
    }

    private static boolean holds(ModelStore store, LoadedModel model) {
        try {
            return store.manifest(ModelUpdate.BACKBONE, model.version())
                    .sameFiles(model.manifest());
        } catch (ModelException e) {
            if (e.reason() == ModelException.Reason.MISSING) {
                return false;
            }
            throw e;
        }
    }
}
