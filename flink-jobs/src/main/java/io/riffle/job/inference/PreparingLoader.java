package io.riffle.job.inference;

import io.riffle.job.models.Artifact;
import io.riffle.serving.conditions.ItemSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Loads as another loader does, and has a first model look up what the catalogue lists, on the
 * thread that loads it: a million items take a second. Later models go on from the one before. Is
 * made where it is used, and never sent.
 */
public final class PreparingLoader implements InferenceLoader {

    private static final long serialVersionUID = 1L;

    private final InferenceLoader loader;
    private final transient Supplier<ItemSet> listed;

    /**
     * @param listed what the catalogue lists now; asked on the thread that loads
     */
    public PreparingLoader(InferenceLoader loader, Supplier<ItemSet> listed) {
        this.loader = loader;
        this.listed = listed;
    }

    @Override
    public Inference load(@Nullable Inference current, Artifact artifact) {
        Inference loaded = loader.load(current, artifact);
        if (current == null) {
            try {
                loaded.prepare(listed.get());
            } catch (Throwable e) {
                loaded.close();
                throw e;
            }
        }
        return loaded;
    }

    @Override
    public void giveUp(Thread load) {
        loader.giveUp(load);
    }

    @Override
    public int gpu() {
        return loader.gpu();
    }

    @Override
    public void release() {
        loader.release();
    }
}
