package io.riffle.training.baseline;

/** What a backbone has to beat: learns event by event, scores every item row for a history. */
public sealed interface Baseline permits Popularity, ItemToItem {
    /** Learns the last event of a history; the events before it are its context. */
    void learn(int[] rows, int begin, int end);

    /**
     * Writes the score of every row.
     *
     * @param scores [item rows], overwritten
     */
    void score(int[] rows, int begin, int end, float[] scores);
}
