package io.riffle.training.baseline;

/**
 * How pairs of items count for {@link ItemToItem}.
 *
 * @param reach most events between the two of a pair
 * @param lagDecay factor for every event further apart
 * @param backward share of a pair's weight that counts from the later item to the earlier one
 * @param memory events of a history that count
 * @param ageDecay factor for every event further back
 * @param damping power of the popularity that a score is divided by
 */
public record PairRules(
        int reach, double lagDecay, double backward, int memory, double ageDecay, double damping) {
    /** For short sessions, in the stream. */
    public static final PairRules SESSIONS = new PairRules(3, .9, 0, 10, .7, 0);

    /** For histories of hundreds of events: 30 of them count offline, 12 in the stream. */
    public static PairRules histories(int memory) {
        return new PairRules(5, .85, .15, memory, .6, .2);
    }
}
