package io.riffle.training.evaluation;

import io.riffle.training.distillation.RerankerOptions;
import io.riffle.training.evaluator.SlateEvaluator;
import io.riffle.training.evaluator.SlateSearch;
import io.riffle.training.evaluator.SlateValue;
import io.riffle.training.lists.ListSample;
import io.riffle.training.metrics.ListMetrics;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Rankings that an evaluator chooses, from a student's order and from draws around it. The
 * evaluator is trained on the same lists, as often; nothing of a test list but what the student
 * reads is known to it.
 */
final class EvaluatorRankings {
    static final String SEARCHED = "local search, evaluator";
    static final String BEST_OF = "best of N, evaluator";

    /** N: slates that are drawn for a list, the student's own among them. */
    static final int DRAWS = 32;

    /** Of the draws, in deviations of a list's scores: these have no scale of their own. */
    private static final double TEMPERATURE = .3;

    /**
     * Lists of a step; fewer than a student's. It learns from every slot, clicked or not, and in
     * few steps it would not get away from where it began.
     */
    private static final int BATCH = 32;

    /** Lists whose values are held at once: each knows all pairs of its candidates. */
    private static final int AT_ONCE = 256;

    private final ComparedTrainings trainings;
    private final List<ListSample> test;

    EvaluatorRankings(ComparedTrainings trainings, List<ListSample> test) {
        this.trainings = trainings;
        this.test = test;
    }

    /**
     * Trains an evaluator and adds what it chooses.
     *
     * @param scores of the student for every candidate of every test list
     */
    void add(ListEvaluation evaluation, float[][] scores, RerankerOptions options) {
        int[][] searched = new int[test.size()][];
        int[][] best = new int[test.size()][];
        int epochs = trainings.epochs(RerankerComparison.STUDENT);
        trainings.tell("evaluator", options, epochs);
        try (SlateEvaluator evaluator =
                new SlateEvaluator(
                        trainings.plain(),
                        trainings.inputs().items(),
                        trainings.inputs().backboneRows(),
                        options.withSteps(
                                Math.min(BATCH, options.batch()), options.learningRate()))) {
            evaluator.fit(trainings.lists(), epochs);
            SplittableRandom random = new SplittableRandom(options.seed());
            for (int from = 0; from < test.size(); from += AT_ONCE) {
                int n = from;
                int to = Math.min(from + AT_ONCE, test.size());
                for (SlateValue value : evaluator.values(test.subList(from, to))) {
                    int[] order = ListMetrics.order(scores[n]);
                    searched[n] = SlateSearch.improved(value, order);
                    best[n] =
                            SlateSearch.bestOf(
                                    value,
                                    scores[n],
                                    DRAWS,
                                    TEMPERATURE * deviation(scores[n]),
                                    random.split());
                    n++;
                }
            }
        }
        evaluation.add(SEARCHED, searched);
        evaluation.add(BEST_OF, best);
    }

    /** Standard deviation, above 0. */
    private static double deviation(float[] scores) {
        double sum = 0;
        double squares = 0;
        for (float score : scores) {
            sum += score;
            squares += (double) score * score;
        }
        double mean = sum / scores.length;
        return Math.sqrt(Math.max(1e-12, squares / scores.length - mean * mean));
    }
}
