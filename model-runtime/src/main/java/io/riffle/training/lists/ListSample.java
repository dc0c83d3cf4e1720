package io.riffle.training.lists;

import java.util.Locale;
import java.util.Map;

/**
 * One shown list and what became of it: what the reranker learns from.
 *
 * <p>Arrays "per candidate" have one entry per candidate, in the same order; those marked optional
 * may be empty instead. Candidates stand in first-stage order, never in the displayed order: the
 * order is an input of the model, and the displayed order would tell it where clicks happen.
 *
 * @param seconds request time, epoch seconds
 * @param profile categorical columns of the user; absent columns are simply not there
 * @param history item ids the user acted on before the request, oldest first
 * @param historySeconds time of each history event, epoch seconds; optional
 * @param candidates item ids, best of the first stage first
 * @param scores first-stage score per candidate; optional
 * @param features columns of the caller per candidate, {@code [candidate][column]}; optional
 * @param labels reward per candidate: 0 not clicked (or not shown), 1 clicked, more for more
 * @param positions displayed position per candidate from 0, -1 for not shown; optional: empty means
 *     that every candidate was shown, in first-stage order
 * @param propensities probability that the logging policy put the candidate where it was displayed,
 *     given what it had put before it, per candidate, 0 where not shown; optional
 * @param facts of each candidate as of the request, {@code [candidate]{ln(1 + clicks), day of the
 *     first appearance since 1970 or negative}}; optional: empty where those of the item table hold
 * @param examined displayed positions, from the first on, that the user is known to have looked at;
 *     negative where nobody tells
 */
public record ListSample(
        String listId,
        String userId,
        long seconds,
        Map<String, String> profile,
        String[] history,
        long[] historySeconds,
        String[] candidates,
        float[] scores,
        float[][] features,
        float[] labels,
        int[] positions,
        float[] propensities,
        float[][] facts,
        int examined) {

    /** {@link #examined} where nobody tells. */
    public static final int UNKNOWN = -1;

    /**
     * A list whose candidates' facts are those of the item table, and of which nobody tells what
     * was seen.
     *
     * @throws IllegalArgumentException when the arrays do not fit together
     */
    public ListSample(
            String listId,
            String userId,
            long seconds,
            Map<String, String> profile,
            String[] history,
            long[] historySeconds,
            String[] candidates,
            float[] scores,
            float[][] features,
            float[] labels,
            int[] positions,
            float[] propensities) {
        this(
                listId,
                userId,
                seconds,
                profile,
                history,
                historySeconds,
                candidates,
                scores,
                features,
                labels,
                positions,
                propensities,
                new float[0][],
                UNKNOWN);
    }

    /**
     * @throws IllegalArgumentException when the arrays do not fit together
     */
    public ListSample {
        require(listId, "labels", labels.length, candidates.length, false);
        require(listId, "scores", scores.length, candidates.length, true);
        require(listId, "features", features.length, candidates.length, true);
        require(listId, "positions", positions.length, candidates.length, true);
        require(listId, "propensities", propensities.length, candidates.length, true);
        require(listId, "facts", facts.length, candidates.length, true);
        require(listId, "historySeconds", historySeconds.length, history.length, true);
    }

    /** The same list with what is known about its user. */
    public ListSample withProfile(Map<String, String> columns) {
        return new ListSample(
                listId,
                userId,
                seconds,
                columns,
                history,
                historySeconds,
                candidates,
                scores,
                features,
                labels,
                positions,
                propensities,
                facts,
                examined);
    }

    /** The same list with what was known of its candidates when it was asked for. */
    public ListSample withFacts(float[][] then) {
        return new ListSample(
                listId,
                userId,
                seconds,
                profile,
                history,
                historySeconds,
                candidates,
                scores,
                new float[0][],
                labels,
                positions,
                propensities,
                then,
                examined);
    }

    /** The same list with what is known of how far it was looked at. */
    public ListSample withExamined(int positionsSeen) {
        return new ListSample(
                listId,
                userId,
                seconds,
                profile,
                history,
                historySeconds,
                candidates,
                scores,
                features,
                labels,
                positions,
                propensities,
                facts,
                positionsSeen);
    }

    /** Candidates in the list. */
    public int size() {
        return candidates.length;
    }

    /** Whether candidate {@code i} was shown to the user. */
    public boolean shown(int i) {
        return positions.length == 0 || positions[i] >= 0;
    }

    /** Whether nobody knows if candidate {@code i}, which was shown, was looked at. */
    public boolean perhapsUnseen(int i) {
        return examined >= 0 && position(i) >= examined && labels[i] <= 0;
    }

    /** Displayed position of candidate {@code i} from 0; -1 when it was not shown. */
    public int position(int i) {
        return positions.length == 0 ? i : positions[i];
    }

    /** Whether any label is positive: lists without one carry no ranking signal. */
    public boolean clicked() {
        for (float label : labels) {
            if (label > 0) {
                return true;
            }
        }
        return false;
    }

    private static void require(
            String listId, String name, int length, int expected, boolean optional) {
        if (length != expected && !(optional && length == 0)) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "The %s (%d) of list %s must be as many as the %d entries they"
                                    + " describe.%nMaybe leave them %s.",
                            name,
                            length,
                            listId,
                            expected,
                            optional ? "empty" : "zero where nothing is known"));
        }
    }
}
