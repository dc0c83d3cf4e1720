package io.riffle.training.distillation;

/**
 * The order that stands before each slot while the teacher learns.
 *
 * <p>It decides what the teacher sees more than the size of its blocks does: after label-sorted
 * prefixes no positive is left for later slots, so they learn nothing.
 */
public enum RollIn {
    /** Positives first, then first-stage order: classical teacher forcing. */
    LABEL,
    /** Drawn from the first stage's scores without replacement: knows no label. */
    FIRST_STAGE_PL,
    /** Drawn from the teacher itself. */
    OWN,
    /** The displayed order, then what was not shown in first-stage order. */
    LOGGED
}
