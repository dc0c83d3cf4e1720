package io.riffle.training.backbone;

/** The time a position is asked with: what a model may know of when the next click happens. */
public enum QueryTime {
    /** The time of the event to be predicted, as published. */
    NEXT,
    /** The time of the position's own event, as served. */
    OWN,
    /** One or the other, drawn for each position. */
    MIXED
}
