package io.riffle.training.distillation;

import java.util.Locale;

/** What the numbers of a reranker's training must satisfy. */
final class OptionRules {

    private OptionRules() {}

    /** A number lies between two others; what is no number does not. */
    static void within(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "The %s (%s) of the reranker's training must be between %s and %s.",
                            name,
                            value,
                            least,
                            most));
        }
    }
}
