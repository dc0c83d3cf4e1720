package io.riffle.training.publish;

import io.riffle.artifact.LoadedModel;
import io.riffle.schema.ModelUpdate;

/** What came of publishing a model. */
public sealed interface Publication {
    /**
     * It may be announced.
     *
     * @param model as read back from the store
     */
    record Published(ModelUpdate update, LoadedModel model) implements Publication {}

    /** A gate refused it: nothing may be announced. */
    record Refused(Gate gate, String message) implements Publication {}

    /** The gates, in the order in which they judge. */
    enum Gate {
        /** Shapes, finite values, items. */
        CONTENT,
        /** Weights grew too much. */
        NORM_DRIFT,
        /** Held-out targets are ranked worse than by the serving version. */
        QUALITY,
        /** What the store returns is not what was meant. */
        READ_BACK
    }
}
