package io.riffle.training.backbone;

/**
 * Events of one user, oldest first: position i is event i and shall predict the item of event i+1.
 *
 * @param rows item rows, [n+1]
 * @param seconds times, [n+1]
 * @param learnFrom first position that learns; the ones before it are context
 */
public record TrainingSequence(int[] rows, long[] seconds, int learnFrom) {
    /** Checks that rows, times and targets fit each other. */
    public TrainingSequence {
        if (rows.length < 2
                || seconds.length != rows.length
                || learnFrom < 0
                || learnFrom > rows.length - 2) {
            throw new IllegalArgumentException(
                    "The events ("
                            + rows.length
                            + ") of a training sequence must be at least 2, each with a time, and"
                            + " one position must learn.\nMaybe leave this user out.");
        }
    }

    /** Positions, n. */
    public int length() {
        return rows.length - 1;
    }

    /** Positions that learn. */
    public int learning() {
        return length() - learnFrom;
    }
}
