package io.riffle.model.candidates;

import java.util.Locale;

/** What the numbers of a reranker's configuration must satisfy. */
public final class PsadRules {
    private PsadRules() {}

    /**
     * A number lies between two others.
     *
     * @param name as the artifact spells it
     */
    public static void within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "The %s (%d) of the reranker must be between %d and %d.",
                            name,
                            value,
                            least,
                            most));
        }
    }

    /** A width is cut into heads of the same size. */
    public static void headsDivide(int width, int heads) {
        if (width % heads != 0) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "The heads (%d) of the reranker must divide its width (%d).%nMaybe use"
                                    + " %d.",
                            heads,
                            width,
                            Integer.highestOneBit(heads)));
        }
    }

    /** A bias that is about positions comes with positions. */
    public static void biasNeedsPositions(boolean userBias, boolean usePosition) {
        if (userBias && !usePosition) {
            throw new IllegalArgumentException(
                    "The user_bias (true) of the reranker must come with use_position.\n"
                            + "Maybe switch the bias off: it is about positions.");
        }
    }
}
