package io.riffle.training.publish;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.ModelException;
import io.riffle.schema.ModelUpdate;
import java.util.Objects;

/** What came of publishing a model. */
public sealed interface Publication {
    /**
     * It may be announced.
     *
     * @param model as read back from the store
     */
    record Published(ModelUpdate update, LoadedModel model) implements Publication {}

    /** A gate refused it, or the store did not take it: nothing may be announced. */
    record Refused(Gate gate, String message) implements Publication {
        Refused(Gate gate, ModelException cause) {
            this(gate, Objects.requireNonNullElse(cause.getMessage(), cause.toString()));
        }
    }

    /** Who refuses: the gates, in the order in which they judge, then the store. */
    enum Gate {
        /** Shapes, finite values, items. */
        CONTENT,
        /** Weights grew too much. */
        NORM_DRIFT,
        /** Held-out targets are ranked worse than by the serving version. */
        QUALITY,
        /** What the store returns is not what was meant. */
        READ_BACK,
        /** The snapshot that a delta changes is in the store no more: the next one is whole. */
        BASE,
        /** The store cannot be written or read now: it is full, or gone. */
        STORE
    }
}
