package io.riffle.training.backbone;

/** Which stretch of a history longer than the model's window an epoch trains on. */
public enum Windows {
    /** The newest one, as published. */
    LAST,
    /** One, drawn anew each epoch. */
    RANDOM,
    /** All of them, one after the other, from an offset drawn anew each epoch. */
    ALL
}
