package io.riffle.serving;

import java.util.Set;

/**
 * One click or request to answer: what the user's history was just then.
 *
 * <p><b>Units</b>: sequences of the turn's {@link io.riffle.schema.history.UserHistory};
 * milliseconds.
 *
 * @param recommendationId names the answer; seeds what is random about it
 * @param beginSequence of the oldest event then kept; {@code [beginSequence, endSequence)} are seen
 * @param windowStart sequence of the first event that the model reads
 * @param endSequence one past the newest event
 * @param queryTime time for which the model is asked, epoch ms, not before the newest event
 * @param disliked item ids that must not be shown
 * @param wish what is asked of the slate beside
 */
public record Query(
        String recommendationId,
        long beginSequence,
        long windowStart,
        long endSequence,
        long queryTime,
        Set<String> disliked,
        Wish wish) {

    /** A query that wishes for nothing but the best. */
    public Query(
            String recommendationId,
            long beginSequence,
            long windowStart,
            long endSequence,
            long queryTime,
            Set<String> disliked) {
        this(
                recommendationId,
                beginSequence,
                windowStart,
                endSequence,
                queryTime,
                disliked,
                Wish.NONE);
    }
}
