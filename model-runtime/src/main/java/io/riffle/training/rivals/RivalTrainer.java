package io.riffle.training.rivals;

import ai.djl.ndarray.NDManager;
import io.riffle.model.candidates.ItemTable;
import io.riffle.model.engine.TensorRuntime;
import io.riffle.model.psad.PsadConfig;
import io.riffle.training.counterfactual.ExaminationCurve;
import io.riffle.training.distillation.ListBatch;
import io.riffle.training.distillation.ListInputs;
import io.riffle.training.distillation.RerankerOptions;
import io.riffle.training.lists.ListSample;
import io.riffle.training.lists.ShuffledLists;
import io.riffle.training.optimiser.AveragedSteps;
import io.riffle.training.optimiser.StepSize;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;

/**
 * Trains a reranker of another paper as {@code RerankerTrainer} trains ours: the same columns,
 * batches, rate, averaging and correction of labels for positions.
 *
 * <p><b>State</b>: weights, their running mean, the optimiser's moments. Not thread-safe.
 */
public final class RivalTrainer implements AutoCloseable {
    /** Lists encoded at once. */
    private static final int AT_ONCE = 64;

    private static final int LEAST_POSITIONS = 50;

    /** Which one. */
    public enum Paper {
        /** A GRU over the list, then local scoring. */
        DLCM,
        /** A perceptron with the pairwise logistic loss. */
        RANKT5_PAIRWISE,
        /** A pointer that fills the slate slot by slot. */
        SEQ2SLATE,
        /** Pointers that fill all slots at once. */
        NAR4REC
    }

    private final PsadConfig config;
    private final ItemTable items;
    private final RerankerOptions options;
    private final NDManager root;
    private final Rival learning;
    private final Rival asked;
    private final AveragedSteps steps;
    private final ExaminationCurve curve;

    /**
     * A trainer with freshly drawn weights.
     *
     * @param config of our reranker, whose columns and sizes it takes
     * @param backboneRows (items, row width) rows of the backbone in the order of {@code items};
     *     empty when the configuration reads none
     */
    public RivalTrainer(
            Paper paper,
            PsadConfig config,
            ItemTable items,
            float[] backboneRows,
            RerankerOptions options) {
        this.config = config;
        this.items = items;
        this.options = options;
        TensorRuntime runtime = TensorRuntime.open("cpu");
        runtime.recordNoGradients();
        root = runtime.newManager();
        learning = fresh(paper, config, items.size(), backboneRows, options, root);
        asked = learning.copy(root);
        curve = new ExaminationCurve(Math.max(config.slate(), LEAST_POSITIONS));
        steps =
                new AveragedSteps(
                        runtime,
                        root,
                        learning.arrays(),
                        asked.arrays(),
                        new StepSize(options.learningRate(), options.clipNorm()),
                        options.averaging(),
                        options.seed());
    }

    /**
     * Learns all lists several times, each time in another order.
     *
     * @return mean loss of the last epoch
     */
    public double fit(List<ListSample> lists, int epochs) {
        return fit(lists, epochs, epoch -> true);
    }

    /** The same; after each epoch, numbered from 1, it is asked whether to go on. */
    public double fit(List<ListSample> lists, int epochs, IntPredicate goesOn) {
        lists.forEach(curve::add);
        return new ShuffledLists(lists, options.batch(), options.seed())
                .learn(epochs, this::learn, goesOn);
    }

    /** Learns one batch; its loss before the step. */
    double learn(List<ListSample> lists) {
        var random = new SplittableRandom(options.seed() + steps.taken() * 0x9E3779B97F4A7C15L);
        ListBatch batch =
                ListBatch.of(
                        lists,
                        config,
                        items,
                        options,
                        options.inversePropensity() ? curve : null,
                        random);
        int[][] prefix = learning.prefix(batch, random, root);
        return steps.take(scratch -> learning.loss(batch, prefix, scratch));
    }

    /** Scores whose order is its ranking, per list and candidate; higher is better. */
    public float[][] score(List<ListSample> lists) {
        float[][] scores = new float[lists.size()][];
        for (int from = 0; from < scores.length; from += AT_ONCE) {
            List<ListSample> part = lists.subList(from, Math.min(from + AT_ONCE, scores.length));
            int[] sizes = part.stream().mapToInt(ListSample::size).toArray();
            try (NDManager scratch = root.newSubManager()) {
                float[][] scored = asked.scores(ListInputs.of(part, config, items), sizes, scratch);
                System.arraycopy(scored, 0, scores, from, scored.length);
            }
        }
        return scores;
    }

    @Override
    public void close() {
        root.close();
    }

    private static Rival fresh(
            Paper paper,
            PsadConfig config,
            int rows,
            float[] backboneRows,
            RerankerOptions options,
            NDManager root) {
        return switch (paper) {
            case DLCM -> Dlcm.fresh(config, rows, backboneRows, root, options.seed());
            case RANKT5_PAIRWISE ->
                    PairwisePerceptron.fresh(config, rows, backboneRows, root, options.seed());
            case SEQ2SLATE ->
                    SlateGenerator.fresh(
                            SlateGenerator.Kind.SLOT_BY_SLOT,
                            config,
                            rows,
                            backboneRows,
                            options,
                            root);
            case NAR4REC ->
                    SlateGenerator.fresh(
                            SlateGenerator.Kind.ALL_AT_ONCE,
                            config,
                            rows,
                            backboneRows,
                            options,
                            root);
        };
    }
}
