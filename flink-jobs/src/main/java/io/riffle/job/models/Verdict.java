package io.riffle.job.models;

/** How an announced version stands to those that are known. */
public enum Verdict {
    /** Above them: to be taken into use. */
    NEWER,
    /** The same again, of which nothing new is to be learned. */
    KNOWN,
    /** The same again after it was refused, or while it waits: it gets another chance. */
    AGAIN,
    /** Below the newest: refused, unless what is above it turns out to be refused. */
    OLDER,
    /** Another content under a number that is taken: refused, as an older one is. */
    OTHER
}
