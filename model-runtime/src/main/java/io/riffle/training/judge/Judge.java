package io.riffle.training.judge;

import io.riffle.artifact.LoadedModel;
import org.jspecify.annotations.Nullable;

/** The quality gate: asked of every model that wants to be published. */
public interface Judge {
    /** Why the weights may not be published; null = they may. */
    @Nullable String refusal(LoadedModel meant);
}
