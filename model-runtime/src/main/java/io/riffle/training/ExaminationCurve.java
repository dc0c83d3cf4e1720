package io.riffle.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How likely a position is examined, compared with the first one: estimated from clicks by position
 * under a logging policy that draws.
 *
 * <p>Each shown candidate counts with the inverse of its propensity, so that positions are compared
 * on the same mix of items. Lists without propensities are left alone: their clicks may fall with
 * the position because the items do.
 *
 * <p><b>Source.</b> Position-based click model, inverse propensity weighting; design §4.13.
 */
final class ExaminationCurve {
    /** Weight of a prior that nothing is known, in shown candidates. */
    private static final double PRIOR = 20;

    private final double[] clicks;
    private final double[] shown;

    ExaminationCurve(int positions) {
        clicks = new double[positions];
        shown = new double[positions];
    }

    void add(ListSample list) {
        if (list.propensities().length == 0) {
            return;
        }
        for (int i = 0; i < list.size(); i++) {
            int position = list.position(i);
            if (position < 0 || position >= clicks.length) {
                continue;
            }
            double propensity = list.propensities()[i];
            if (propensity > 0) {
                double weight = Math.min(100, 1 / propensity);
                clicks[position] += weight * Math.min(1, list.labels()[i]);
                shown[position] += weight;
            }
        }
    }

    /** Examination of the first position over that of {@code position}, between 1 and the bound. */
    float factor(int position, float bound) {
        if (position <= 0) {
            return 1;
        }
        double factor = rate(0) / rate(Math.min(position, clicks.length - 1));
        return (float) Math.min(bound, Math.max(1, factor));
    }

    /** What a checkpoint keeps. */
    ObjectNode state() {
        ObjectNode state = JsonNodeFactory.instance.objectNode();
        ArrayNode clicked = state.putArray("clicks");
        ArrayNode displayed = state.putArray("shown");
        for (int p = 0; p < clicks.length; p++) {
            clicked.add(clicks[p]);
            displayed.add(shown[p]);
        }
        return state;
    }

    void restore(JsonNode state) {
        for (int p = 0; p < clicks.length; p++) {
            clicks[p] = state.path("clicks").path(p).asDouble();
            shown[p] = state.path("shown").path(p).asDouble();
        }
    }

    private double rate(int position) {
        double all = 0;
        double of = 0;
        for (int p = 0; p < clicks.length; p++) {
            all += shown[p];
            of += clicks[p];
        }
        double mean = all == 0 ? .5 : of / all;
        return (clicks[position] + PRIOR * mean + 1e-9) / (shown[position] + PRIOR + 1e-9);
    }
}
