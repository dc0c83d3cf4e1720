package io.riffle.job.inference;

import io.riffle.artifact.ModelException;
import io.riffle.job.models.Artifact;
import io.riffle.job.models.UpdateRefusedException;
import java.io.Serializable;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.jspecify.annotations.Nullable;

/** Makes models out of artifacts; called at start and, while serving, off the task thread. */
public interface InferenceLoader extends Serializable {

    /**
     * Loads and verifies an artifact, and warms it up beside the other model in use.
     *
     * @param current what serves now and goes on serving; null = nothing yet
     * @return {@code current} with one of its models replaced
     * @throws UpdateRefusedException when the artifact must not serve
     * @throws ModelException when it breaks a rule of artifacts, or cannot be read now
     */
    Inference load(@Nullable Inference current, Artifact artifact);

    /** The same for one subtask, with a device of its own where there are several. */
    default InferenceLoader on(RuntimeContext subtask) {
        return this;
    }

    /** Nobody waits any more for the load on that thread, which may never end. */
    default void giveUp(Thread load) {}

    /** Index of the GPU that models go to; -1 = the processor, or nothing yet. */
    default int gpu() {
        return -1;
    }

    /** The subtask ends: its device is free for another. */
    default void release() {}
}
