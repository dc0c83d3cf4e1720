package io.riffle.training.evaluator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.riffle.model.candidates.ItemTable;
import io.riffle.model.candidates.RerankArrays;
import io.riffle.model.engine.TensorRuntime;
import io.riffle.model.psad.PsadConfig;
import io.riffle.training.distillation.ListInputs;
import io.riffle.training.distillation.RerankNetwork;
import io.riffle.training.distillation.RerankerOptions;
import io.riffle.training.lists.ListSample;
import io.riffle.training.lists.ShuffledLists;
import io.riffle.training.optimiser.AveragedSteps;
import io.riffle.training.optimiser.StepSize;
import java.util.ArrayList;
import java.util.List;

/**
 * Learns from shown slates how many clicks an order of a list's candidates brings: for each slot
 * the chance that it is examined, and that its item is clicked after those before it. It reads the
 * displayed order and the clicks of the lists it learns, and of a list it judges neither.
 *
 * <p>What was not shown teaches nothing, and slates are taken as they were shown: where a policy
 * never puts two items beside each other, what they do to each other is a guess.
 *
 * <p><b>State</b>: weights, their running mean, the optimiser's moments. Not thread-safe.
 *
 * <p><b>Source.</b> The evaluator beside a generator is that of EG-Rerank (arXiv 2003.11941) and
 * NAR4Rec (KDD 2024); the product of examination and attraction is the position-based click model
 * (Richardson et al. 2007). The additive form is ours: an order can then be judged without a pass
 * of the network.
 */
public final class SlateEvaluator implements AutoCloseable {
    /** Lists encoded at once. */
    private static final int AT_ONCE = 64;

    private final PsadConfig config;
    private final ItemTable items;
    private final RerankerOptions options;
    private final CategoryAgreement shared;
    private final NDManager root;
    private final EvaluatorNetwork learning;
    private final EvaluatorNetwork asked;
    private final AveragedSteps steps;

    /**
     * An evaluator with freshly drawn weights.
     *
     * @param config of a reranker whose columns and width it takes, and whose slate is the longest
     *     it judges
     * @param backboneRows (items, row width) rows of the backbone in the order of {@code items};
     *     empty when the configuration reads none
     * @param options of steps, dropout and averaging
     */
    public SlateEvaluator(
            PsadConfig config, ItemTable items, float[] backboneRows, RerankerOptions options) {
        this.config = config;
        this.items = items;
        this.options = options;
        TensorRuntime runtime = TensorRuntime.open("cpu");
        runtime.recordNoGradients();
        root = runtime.newManager();
        shared = new CategoryAgreement(items, config.columns().itemCategories());
        RerankNetwork base =
                RerankNetwork.fresh(
                        config.withEncoderLayers(0).withFirstStage(false),
                        items.size(),
                        false,
                        backboneRows,
                        root,
                        options.seed());
        // A search finds whatever is wrong with a judge: it begins without opinions.
        NDArray opinion = base.weights().get("student.score.weight");
        opinion.subi(opinion);
        learning =
                new EvaluatorNetwork(
                        base,
                        EvaluatorWeights.fresh(config, shared.kinds() + 1, root, options.seed()));
        asked = learning.copy(root);
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
        return new ShuffledLists(lists, options.batch(), options.seed())
                .learn(epochs, this::learn, epoch -> true);
    }

    /** Learns one batch; its loss before the step. */
    double learn(List<ListSample> lists) {
        RerankArrays inputs = ListInputs.of(lists, config, items);
        ShownBatch batch = new ShownBatch(lists, inputs.candidates(), config.slate(), shared);
        return steps.take(
                scratch ->
                        learning.loss(
                                learning.known(inputs.tensors(scratch), options.dropout()), batch));
    }

    /** What it thinks of lists: one pass of the network for all orders of a list. */
    public List<SlateValue> values(List<ListSample> lists) {
        List<SlateValue> values = new ArrayList<>();
        for (int from = 0; from < lists.size(); from += AT_ONCE) {
            List<ListSample> part = lists.subList(from, Math.min(from + AT_ONCE, lists.size()));
            try (NDManager scratch = root.newSubManager()) {
                RerankArrays inputs = ListInputs.of(part, config, items);
                KnownArrays known =
                        new KnownArrays(asked.known(inputs.tensors(scratch), 0), shared);
                for (int b = 0; b < part.size(); b++) {
                    values.add(known.value(b, part.get(b)));
                }
            }
        }
        return values;
    }

    @Override
    public void close() {
        root.close();
    }
}
