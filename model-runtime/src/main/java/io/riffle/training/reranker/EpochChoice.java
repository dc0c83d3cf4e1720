package io.riffle.training.reranker;

import io.riffle.training.lists.ListSample;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntPredicate;

/**
 * How often to pass over the lists: as often as makes the student most likely to explain the clicks
 * of the last of them, after training on those before.
 *
 * <p>The tail is the last in time, since that is how a model is used: on lists after those it
 * learned from.
 */
public final class EpochChoice {
    /** Epochs without a better one after which the search ends. */
    private static final int PATIENCE = 2;

    private final Function<List<ListSample>, float[][]> scores;
    private final List<ListSample> tail;
    private double best = Double.POSITIVE_INFINITY;
    private int chosen = 1;

    private EpochChoice(Function<List<ListSample>, float[][]> scores, List<ListSample> tail) {
        this.scores = scores;
        this.tail = tail;
    }

    /** Passes over lists, as often as is said, and as long as whoever is asked goes on. */
    @FunctionalInterface
    public interface Fit {
        /** Asks after each pass, numbered from 1. */
        double fit(List<ListSample> lists, int epochs, IntPredicate goesOn);
    }

    /**
     * The number of epochs for all lists.
     *
     * @param fit of what is freshly made; it has learned the head of the lists afterwards
     * @param scores that it gives the candidates of lists
     * @param lists in time order
     * @param tail share of them that is kept apart
     * @param most epochs tried
     */
    public static int of(
            Fit fit,
            Function<List<ListSample>, float[][]> scores,
            List<ListSample> lists,
            double tail,
            int most) {
        int head = lists.size() - (int) Math.round(tail * lists.size());
        EpochChoice choice = new EpochChoice(scores, lists.subList(head, lists.size()));
        double unused = fit.fit(lists.subList(0, head), most, choice::goesOn);
        return choice.chosen;
    }

    private boolean goesOn(int epoch) {
        double loss = loss(tail, scores.apply(tail));
        if (loss < best) {
            best = loss;
            chosen = epoch;
        }
        return epoch - chosen < PATIENCE;
    }

    /** Mean cross-entropy of the clicks of a list under the softmax of its scores. */
    static double loss(List<ListSample> lists, float[][] scores) {
        double sum = 0;
        int counted = 0;
        for (int n = 0; n < scores.length; n++) {
            float[] labels = lists.get(n).labels();
            double most = Double.NEGATIVE_INFINITY;
            for (float score : scores[n]) {
                most = Math.max(most, score);
            }
            double partition = 0;
            double clicks = 0;
            double clicked = 0;
            for (int i = 0; i < labels.length; i++) {
                partition += Math.exp(scores[n][i] - most);
                clicks += labels[i];
                clicked += labels[i] * (scores[n][i] - most);
            }
            if (clicks > 0) {
                sum += Math.log(partition) - clicked / clicks;
                counted++;
            }
        }
        return counted == 0 ? 0 : sum / counted;
    }
}
