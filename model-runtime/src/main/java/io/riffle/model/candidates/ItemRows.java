package io.riffle.model.candidates;

/** Where the reranker's item row comes from. */
public enum ItemRows {
    /** No row: items are known by their categories and their columns alone. */
    NONE,
    /** A table of the reranker's own, trained from nothing. */
    OWN,
    /** The backbone's item rows; they receive no gradient. */
    BACKBONE,
    /** A copy of the backbone's item rows that is trained on with the reranker. */
    BACKBONE_TUNED
}
