package io.riffle.training.distillation;

/** What the teacher's slots are asked for while it learns. */
public enum SlotLabel {
    /** Any positive that is left is right. */
    REMAINING,
    /** The t-th slot must hold the t-th of the order by label. */
    LABEL_ORDER,
    /**
     * What was shown in the slot, where it was clicked, divided by the chance that the logging
     * policy shows it there: what stands before the slot is then what the user saw before it, and
     * the teacher's distribution tends to that of the click on each candidate in this place.
     * Candidates that were not shown count as well, since they might have been. Lists without
     * propensities are asked for any remaining positive.
     */
    SHOWN
}
