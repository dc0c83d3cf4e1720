package io.riffle.training.backbone;

/** What a target competes with in the loss. */
public enum Negatives {
    /** Every item row. */
    ALL,
    /** Rows drawn once for the whole batch. */
    SHARED,
    /** Rows drawn for every position, as published. */
    PER_POSITION
}
