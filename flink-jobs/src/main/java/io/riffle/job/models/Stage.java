package io.riffle.job.models;

/** How far a version has come in one subtask. */
public enum Stage {
    /** To be loaded: it was not tried yet, or could not be read when it was. */
    PENDING,
    /** Being loaded. */
    LOADING,
    /** Serves. */
    IN_USE,
    /** Served until the one in use came. */
    PREVIOUS,
    /** A reranker whose backbone does not serve. */
    WAITING,
    /** Must not serve. */
    REFUSED,
    /** Somebody took it back on purpose: it is loaded no more. */
    TAKEN_BACK
}
