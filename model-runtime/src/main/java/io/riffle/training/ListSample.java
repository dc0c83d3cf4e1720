package io.riffle.training;

import io.riffle.schema.Action;
import io.riffle.schema.Candidate;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.TrainingSample;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
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
        float[] propensities) {

    /**
     * @throws IllegalArgumentException when the arrays do not fit together
     */
    public ListSample {
        require(listId, "labels", labels.length, candidates.length, false);
        require(listId, "scores", scores.length, candidates.length, true);
        require(listId, "features", features.length, candidates.length, true);
        require(listId, "positions", positions.length, candidates.length, true);
        require(listId, "propensities", propensities.length, candidates.length, true);
        require(listId, "historySeconds", historySeconds.length, history.length, true);
    }

    /**
     * What became of a recommendation, as a list: candidates in first-stage order, shown where the
     * slate showed them. A dislike is no click; the propensities are those of the slots, where the
     * policy explored.
     */
    public static ListSample of(TrainingSample sample) {
        return of(sample, sample.labels());
    }

    /** The same with some of the labels only: those that were not learned yet. */
    static ListSample of(TrainingSample sample, List<HistoryEvent> counted) {
        int size = sample.candidates().size();
        String[] candidates = new String[size];
        float[] scores = new float[size];
        float[][] features = new float[size][];
        Map<String, Integer> at = new HashMap<>();
        for (int i = 0; i < size; i++) {
            Candidate candidate = sample.candidates().get(i);
            candidates[i] = candidate.itemId();
            scores[i] = candidate.generatorScore();
            features[i] = candidate.features();
            at.putIfAbsent(candidate.itemId(), i);
        }
        float[] labels = new float[size];
        for (HistoryEvent label : counted) {
            Integer i = at.get(label.itemId());
            if (i != null && label.action() != Action.DISLIKE) {
                labels[i] = 1;
            }
        }
        int[] positions = new int[size];
        Arrays.fill(positions, -1);
        boolean explored =
                !sample.propensities().isEmpty()
                        && sample.propensities().size() == sample.displayed().size();
        float[] propensities = new float[explored ? size : 0];
        for (int slot = 0; slot < sample.displayed().size(); slot++) {
            Integer i = at.get(sample.displayed().get(slot));
            if (i != null) {
                positions[i] = slot;
                if (explored) {
                    propensities[i] = sample.propensities().get(slot).floatValue();
                }
            }
        }
        String[] history = new String[sample.history().size()];
        long[] seconds = new long[history.length];
        for (int n = 0; n < history.length; n++) {
            history[n] = sample.history().get(n).itemId();
            seconds[n] = Math.floorDiv(sample.history().get(n).time(), 1000);
        }
        return new ListSample(
                sample.sampleId(),
                sample.userId(),
                Math.floorDiv(sample.requestTime(), 1000),
                sample.profile(),
                history,
                seconds,
                candidates,
                scores,
                size > 0 && features[0].length > 0 ? features : new float[0][],
                labels,
                positions,
                propensities);
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
                propensities);
    }

    /** Candidates in the list. */
    public int size() {
        return candidates.length;
    }

    /** Whether candidate {@code i} was shown to the user. */
    public boolean shown(int i) {
        return positions.length == 0 || positions[i] >= 0;
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
