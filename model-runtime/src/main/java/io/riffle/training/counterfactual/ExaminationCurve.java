package io.riffle.training.counterfactual;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.schema.Ids;
import io.riffle.training.lists.ListSample;
import io.riffle.training.metrics.Dcg;

/**
 * How likely a position is examined, compared with the first one: estimated from clicks by position
 * under a logging policy that draws.
 *
 * <p>Each position is compared with the first on the same mix of items: of the items shown in a
 * list, one counts as much as it could have stood in either place. With P₀ and P_t its chances of
 * standing there, given what was shown, a click in place t weighs P₀ / (P₀ + P_t) and one in the
 * first place P_t / (P₀ + P_t): the expected sums differ by the examination alone, and no weight
 * exceeds 1. Lists without propensities are left alone: their clicks may fall with the position
 * because the items do.
 *
 * <p><b>Source.</b> Position-based click model; inverse propensity weighting with overlap weights
 * (Li, Morgan, Zaslavsky 2018).
 */
public final class ExaminationCurve {
    /** Weight of a prior that nothing is known: so much mass of items that were compared. */
    private static final double PRIOR = 10;

    /** Clicks of a unit of mass where none was seen yet. */
    private static final double USUAL_RATE = .1;

    private final double[] first; // clicks in the first place, weighed for the comparison with t
    private final double[] there; // clicks in place t
    private final double[] mass;

    /** A curve over that many positions, before the first list. */
    public ExaminationCurve(int positions) {
        first = new double[positions];
        there = new double[positions];
        mass = new double[positions];
    }

    /** Counts a list. */
    public void add(ListSample list) {
        add(list, true);
    }

    /** Counts clicks that came after the list was counted; its labels are those alone. */
    public void addLater(ListSample list) {
        add(list, false);
    }

    private void add(ListSample list, boolean counts) {
        DisplayPolicy policy = DisplayPolicy.of(list);
        if (policy == null) {
            return;
        }
        double[][] chances = policy.chancesAmongShown(Ids.eventHash(list.listId()));
        int slots = Math.min(chances.length, first.length);
        double top = Math.min(1, list.labels()[policy.shown(0)]);
        for (int t = 1; t < slots; t++) {
            first[t] += top * overlap(chances[0][t], chances[0][0]);
            double clicked = Math.min(1, list.labels()[policy.shown(t)]);
            there[t] += clicked * overlap(chances[t][0], chances[t][t]);
            for (int s = 0; counts && s < chances.length; s++) {
                mass[t] += chances[s][t] * overlap(chances[s][0], chances[s][t]);
            }
        }
    }

    private static double overlap(double other, double own) {
        return other + own > 0 ? other / (other + own) : 0;
    }

    /** Examination of the first position over that of {@code position}, between 1 and the bound. */
    public float factor(int position, float bound) {
        if (position <= 0) {
            return 1;
        }
        int t = Math.min(position, first.length - 1);
        double prior = PRIOR * rate() + 1e-9;
        return (float) Math.min(bound, Math.max(1, (first[t] + prior) / (there[t] + prior)));
    }

    /**
     * Examination of a position over that of the first; where little was compared, near the
     * discount of DCG.
     */
    public double examination(int position) {
        if (position <= 0) {
            return 1;
        }
        int t = Math.min(position, first.length - 1);
        double prior = PRIOR * rate();
        return (there[t] + prior * Dcg.discount(position)) / (first[t] + prior);
    }

    /** What a checkpoint keeps. */
    public ObjectNode state() {
        ObjectNode state = JsonNodeFactory.instance.objectNode();
        put(state.putArray("first"), first);
        put(state.putArray("there"), there);
        put(state.putArray("mass"), mass);
        return state;
    }

    /** Goes on from a checkpoint; one that counted otherwise begins anew. */
    public void restore(JsonNode state) {
        for (int p = 0; p < first.length; p++) {
            first[p] = state.path("first").path(p).asDouble();
            there[p] = state.path("there").path(p).asDouble();
            mass[p] = state.path("mass").path(p).asDouble();
        }
    }

    private static void put(ArrayNode array, double[] values) {
        for (double value : values) {
            array.add(value);
        }
    }

    private double rate() {
        double all = 0;
        double of = 0;
        for (int p = 0; p < first.length; p++) {
            all += 2 * mass[p];
            of += first[p] + there[p];
        }
        // Clicks may be known of lists that were counted before this curve began.
        return of > 0 && all > 0 ? Math.min(1, of / all) : USUAL_RATE;
    }
}
