package io.riffle.model.candidates;

import java.util.Map;

/**
 * One list to be ordered, in rows of the reranker's items.
 *
 * @param items row per candidate in first-stage order; 0 for an unknown item
 * @param scores first-stage score per candidate; empty when there are none
 * @param features the caller's columns per candidate, {@code [candidate][column]}; empty when the
 *     model reads none
 * @param history rows of the history, oldest first
 * @param historySeconds time of each history event, epoch seconds; empty when unknown
 * @param querySeconds time of the request, epoch seconds
 * @param profile columns of the user
 * @param facts of each candidate as of the request, {@code [candidate]{ln(1 + clicks), day of the
 *     first appearance since 1970 or negative}}; empty where those of the item table hold
 */
public record RerankRequest(
        int[] items,
        float[] scores,
        float[][] features,
        int[] history,
        long[] historySeconds,
        long querySeconds,
        Map<String, String> profile,
        float[][] facts) {

    /** A request now: the item table's facts hold. */
    public RerankRequest(
            int[] items,
            float[] scores,
            float[][] features,
            int[] history,
            long[] historySeconds,
            long querySeconds,
            Map<String, String> profile) {
        this(
                items,
                scores,
                features,
                history,
                historySeconds,
                querySeconds,
                profile,
                new float[0][]);
    }
}
