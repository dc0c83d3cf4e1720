package io.riffle.training.distillation;

/** How the student's scores are held against the clicks of shown lists. */
public enum ScoreLoss {
    /** Clicks are shared among the candidates of a list: softmax over it. */
    LISTWISE,
    /** Every candidate alone: calibrated click rates. */
    BINARY,
    /**
     * Every shown candidate alone, clicked when it is both looked at, by user and slot, and
     * attractive: {@code P(click) = σ(e_t(u)) σ(s)}, both fitted together. Labels need no
     * correction for their position.
     */
    EXAMINED
}
