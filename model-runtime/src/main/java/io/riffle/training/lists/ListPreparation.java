package io.riffle.training.lists;

import io.riffle.training.metrics.ListMetrics;

/**
 * Turns lists as logged into what a reranker reads, in time order: candidates in first-stage order,
 * first-stage scores, and columns known from the lists before.
 *
 * <p>A list without scores gets the logarithm of the smoothed click rate so far as its first stage.
 * Nothing of a list's own clicks, nor of later lists, enters its inputs.
 */
public final class ListPreparation {
    private final ClickRate rate = new ClickRate();
    private final ListFeatures features = new ListFeatures();

    /**
     * A prepared list.
     *
     * @param order index in the logged list of each candidate
     */
    public record Prepared(ListSample sample, int[] order) {
        /** Values per candidate as logged, in the order of the prepared candidates. */
        public float[] ordered(float[] values) {
            return values.length == 0 ? values : permuted(values, order);
        }
    }

    /** Prepares the next list, then learns its clicks. */
    public Prepared next(ListSample logged) {
        float[] rates = rate.score(logged.candidates());
        float[] scores = logged.scores().length == 0 ? logarithms(rates) : logged.scores();
        int[] order = ListMetrics.order(scores);
        float[][] columns = features.of(logged.history(), logged.candidates(), logged.seconds());
        String[] candidates = new String[order.length];
        float[][] ordered = new float[order.length][];
        int[] positions = new int[logged.positions().length];
        for (int i = 0; i < order.length; i++) {
            candidates[i] = logged.candidates()[order[i]];
            ordered[i] = columns[order[i]];
            if (positions.length > 0) {
                positions[i] = logged.positions()[order[i]];
            }
        }
        ListSample sample =
                new ListSample(
                        logged.listId(),
                        logged.userId(),
                        logged.seconds(),
                        logged.profile(),
                        logged.history(),
                        logged.historySeconds(),
                        candidates,
                        permuted(scores, order),
                        ordered,
                        permuted(logged.labels(), order),
                        positions,
                        logged.propensities().length == 0
                                ? logged.propensities()
                                : permuted(logged.propensities(), order),
                        permuted(logged.facts(), order),
                        logged.examined());
        rate.learn(logged);
        features.learn(logged);
        return new Prepared(sample, order);
    }

    /** A logit: scores are added to those of a softmax. */
    private static float[] logarithms(float[] rates) {
        float[] logarithms = new float[rates.length];
        for (int i = 0; i < rates.length; i++) {
            logarithms[i] = (float) Math.log(rates[i]);
        }
        return logarithms;
    }

    private static float[][] permuted(float[][] rows, int[] order) {
        float[][] permuted = new float[rows.length][];
        for (int i = 0; i < permuted.length; i++) {
            permuted[i] = rows[order[i]];
        }
        return permuted;
    }

    private static float[] permuted(float[] values, int[] order) {
        float[] permuted = new float[order.length];
        for (int i = 0; i < order.length; i++) {
            permuted[i] = values[order[i]];
        }
        return permuted;
    }
}
