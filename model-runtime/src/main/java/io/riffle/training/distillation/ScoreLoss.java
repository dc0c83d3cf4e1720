package io.riffle.training.distillation;

/** How the student's scores are held against the clicks of shown lists. */
public enum ScoreLoss {
    /** Clicks are shared among the candidates of a list: softmax over it. */
    LISTWISE,
    /** Every candidate alone: calibrated click rates. */
    BINARY
}
