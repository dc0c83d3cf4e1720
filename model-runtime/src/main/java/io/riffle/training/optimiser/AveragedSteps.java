package io.riffle.training.optimiser;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import io.riffle.model.engine.TensorRuntime;
import java.util.Map;
import java.util.function.Function;

/**
 * Steps of {@link FusedAdamW} down the gradients of losses, and the running mean of the weights,
 * which is what is asked afterwards.
 *
 * <p>Everything random about a step is drawn anew from its number.
 *
 * <p><b>State</b>: weights, moments, mean. Not thread-safe; one step of the process at a time.
 */
public final class AveragedSteps {
    private final TensorRuntime runtime;
    private final NDManager root;
    private final Map<String, NDArray> learning;
    private final Map<String, NDArray> mean;
    private final FusedAdamW adam;
    private final float averaging;
    private final long seed;

    /**
     * Steps of some weights; there are none yet.
     *
     * @param learning weights that gradients change
     * @param mean the same weights once more, of which the running mean is kept
     * @param size rate, and bound of the gradients' norm
     * @param averaging decay of the mean
     * @param root owns the moments
     */
    public AveragedSteps(
            TensorRuntime runtime,
            NDManager root,
            Map<String, NDArray> learning,
            Map<String, NDArray> mean,
            StepSize size,
            float averaging,
            long seed) {
        this.runtime = runtime;
        this.root = root;
        this.learning = learning;
        this.mean = mean;
        this.averaging = averaging;
        this.seed = seed;
        adam = new FusedAdamW(learning, size.rate(), size.clipNorm(), 0, root);
    }

    /**
     * Takes a step.
     *
     * @param loss makes a scalar out of the weights; its arrays are the given manager's
     * @return the loss, before the step
     */
    public double take(Function<NDManager, NDArray> loss) {
        return Backward.alone(() -> step(loss));
    }

    /** Steps that were taken. */
    public long taken() {
        return adam.steps();
    }

    private double step(Function<NDManager, NDArray> loss) {
        runtime.recordNoGradients();
        runtime.seed(seed + adam.steps());
        try (NDManager scratch = root.newSubManager()) {
            NDArray total;
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                total = loss.apply(scratch);
                collector.backward(total);
            }
            adam.step(scratch, any -> true);
            average(scratch);
            return total.getFloat();
        }
    }

    /** Moves the mean towards the weights; faster while there is little to average. */
    private void average(NDManager scratch) {
        float keep = (float) Math.min(averaging, (1.0 + adam.steps()) / (10 + adam.steps()));
        learning.forEach(
                (name, array) -> {
                    NDArray step = array.stopGradient();
                    step.attach(scratch);
                    Tensors.get(mean, name).muli(keep).addi(step.mul(1 - keep));
                });
    }
}
