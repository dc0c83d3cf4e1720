package io.riffle.training.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import io.riffle.model.engine.TensorRuntime;
import io.riffle.model.fuxi.Dropouts;
import io.riffle.model.fuxi.FuxiBeta;
import io.riffle.training.optimiser.Gradients;
import io.riffle.training.optimiser.StepSize;
import java.util.SplittableRandom;

/**
 * One optimiser step of a backbone. By one thread of the process at a time, see {@link
 * io.riffle.training.optimiser.Backward}.
 */
final class BackboneStep {
    private final BackboneTrainingState parts;
    private final TrainingOptions options;
    private final TensorRuntime runtime;
    private final NDManager resident;

    /**
     * @param resident owns the weights
     */
    BackboneStep(
            BackboneTrainingState parts,
            TrainingOptions options,
            TensorRuntime runtime,
            NDManager resident) {
        this.parts = parts;
        this.options = options;
        this.runtime = runtime;
        this.resident = resident;
    }

    /** Mean loss before the step; NaN when it was left out: then nothing has changed. */
    float take(TrainingBatch batch, StepSize size, SplittableRandom random) {
        runtime.recordNoGradients();
        runtime.seed(random.nextLong());
        try (NDManager scratch = resident.newSubManager()) {
            NDArray value;
            try (GradientCollector collector = resident.getEngine().newGradientCollector()) {
                Loss loss = loss(scratch, batch, random);
                collector.backward(loss.objective());
                value = loss.value();
            }
            float loss = value.toFloatArray()[0];
            if (!Float.isFinite(loss)) {
                new Gradients(parts.model().parameters().values()).clear(scratch);
                return Float.NaN;
            }
            boolean taken = parts.optimiser().step(scratch, size.rate(), size.clipNorm());
            return taken ? loss : Float.NaN;
        }
    }

    /** What each position of a batch answers, as it is served, [B, N, D]. */
    static NDArray encoded(
            FuxiBeta model, NDManager scratch, TrainingBatch batch, Dropouts dropouts) {
        int[][] rows = batch.rows();
        return batch.twoStreams()
                ? model.encodeAsked(scratch, rows, batch.seconds(), batch.queries(), dropouts)
                : model.encode(scratch, rows, batch.seconds(), batch.queries(), dropouts);
    }

    private Loss loss(NDManager scratch, TrainingBatch batch, SplittableRandom random) {
        Dropouts dropouts = new Dropouts(options.dropout(), options.dropout());
        FuxiBeta model = parts.model();
        NDArray rows =
                encoded(model, scratch, batch, dropouts)
                        .reshape(-1, model.config().width())
                        .get(scratch.create(batch.positions()));
        BackboneLoss loss = new BackboneLoss(options, model.config().temperature());
        return loss.of(
                scratch, rows, model.targets(scratch), batch.targets(), batch.weights(), random);
    }
}
