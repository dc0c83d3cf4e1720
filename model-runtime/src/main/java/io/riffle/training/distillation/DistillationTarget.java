package io.riffle.training.distillation;

/** How the teacher's distributions over slots become one distribution for the student. */
public enum DistillationTarget {
    /** No distillation. */
    NONE,
    /** Mean preference over the slots in which the candidate was still available. */
    AVAIL_MEAN,
    /** Distribution of the first slot. */
    FIRST,
    /** The teacher's own slate, learned as a Plackett-Luce order. */
    PL_LIST,
    /** Discounted share of each candidate in slates drawn from the teacher. */
    MC_MARGINAL,
    /**
     * Distribution of every slot given what stands before it, which the student meets with its
     * scores and pair terms.
     */
    CONDITIONAL
}
