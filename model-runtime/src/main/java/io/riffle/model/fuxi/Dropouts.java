package io.riffle.model.fuxi;

/**
 * Dropout rates of one forward pass.
 *
 * @param embedding on the input rows
 * @param linear before each stage of the {@link MultiStageFfn}
 */
public record Dropouts(float embedding, float linear) {
    /** Serving and evaluation. */
    public static final Dropouts NONE = new Dropouts(0, 0);

    /** Checks the rates. */
    public Dropouts {
        if (!(embedding >= 0 && embedding < 1 && linear >= 0 && linear < 1)) {
            throw new IllegalArgumentException(
                    "The dropout rates ("
                            + embedding
                            + ", "
                            + linear
                            + ") of a forward pass must lie in [0, 1).");
        }
    }
}
