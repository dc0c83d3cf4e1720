package io.riffle.training.reranker;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.riffle.model.candidates.ItemTable;
import io.riffle.model.psad.PsadConfig;
import io.riffle.training.counterfactual.ExaminationCurve;
import io.riffle.training.distillation.RerankNetwork;
import io.riffle.training.distillation.RerankerOptions;
import io.riffle.training.optimiser.FusedAdamW;

/**
 * Everything that training a reranker goes on from.
 *
 * @param items the reranker knows
 * @param learning weights that gradients change
 * @param served running mean of them that is evaluated and served; the same when none is kept
 * @param curve how positions are examined, from the lists so far
 */
record RerankerTrainingState(
        ItemTable items,
        RerankerOptions options,
        RerankNetwork learning,
        RerankNetwork served,
        FusedAdamW adam,
        DistillationWeight guard,
        ExaminationCurve curve) {
    private static final int LEAST_POSITIONS = 50;

    /** Freshly drawn weights, nothing learned. */
    static RerankerTrainingState fresh(
            PsadConfig config,
            ItemTable items,
            float[] backboneRows,
            RerankerOptions options,
            NDManager root) {
        RerankNetwork learning =
                RerankNetwork.fresh(
                        config,
                        items.size(),
                        options.teacher(),
                        backboneRows,
                        root,
                        options.seed());
        RerankNetwork served = options.averaging() > 0 ? learning.copy(root) : learning;
        return new RerankerTrainingState(
                items,
                options,
                learning,
                served,
                new FusedAdamW(
                        learning.weights().arrays(),
                        options.learningRate(),
                        options.clipNorm(),
                        options.weightDecay(),
                        root),
                new DistillationWeight(options),
                new ExaminationCurve(Math.max(config.slate(), LEAST_POSITIONS)));
    }

    PsadConfig config() {
        return learning.config();
    }

    /**
     * Moves the served weights towards the learned ones; faster while there is little to average.
     */
    void average(NDManager scratch) {
        if (options.averaging() <= 0) {
            return;
        }
        float keep =
                (float) Math.min(options.averaging(), (1.0 + adam.steps()) / (10 + adam.steps()));
        learning.weights()
                .arrays()
                .forEach(
                        (name, array) -> {
                            NDArray step = array.stopGradient();
                            step.attach(scratch);
                            served.weights().get(name).muli(keep).addi(step.mul(1 - keep));
                        });
    }
}
