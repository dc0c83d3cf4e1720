package io.riffle.training.optimiser;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * AdamW with β = (0.9, 0.999), by the engine's fused update, in place: one call a tensor where
 * {@link AdamW} makes a dozen, which is what the reranker's many small tensors cost. It has one
 * rate, moves a part of its parameters alone, and keeps biases and scales from decay; another β and
 * order of rounding are what saved rerankers were trained with.
 *
 * <p>DJL clips value by value, which bends the direction of the step; scaling all gradients by one
 * factor does not. Weight decay is decoupled from the gradients.
 *
 * <p><b>State</b>: two moments a tensor and the number of steps. <b>Source</b>: Kingma and Ba,
 * Adam: a method for stochastic optimization, algorithm 1; Loshchilov and Hutter, Decoupled weight
 * decay regularization.
 */
public final class FusedAdamW {
    private static final float FIRST = 0.9f;
    private static final float SECOND = 0.999f;
    private static final float EPSILON = 1e-8f;

    private final Map<String, NDArray> parameters;
    private final Map<String, NDArray> firstMoments = new LinkedHashMap<>();
    private final Map<String, NDArray> secondMoments = new LinkedHashMap<>();
    private final float learningRate;
    private final float clipNorm;
    private final float weightDecay;
    private long steps;

    /**
     * Attaches gradients to the parameters; moments start at zero.
     *
     * @param resident owns the moments
     */
    public FusedAdamW(
            Map<String, NDArray> parameters,
            float learningRate,
            float clipNorm,
            float weightDecay,
            NDManager resident) {
        this.parameters = parameters;
        this.learningRate = learningRate;
        this.clipNorm = clipNorm;
        this.weightDecay = weightDecay;
        parameters.forEach(
                (name, array) -> {
                    array.setRequiresGradient(true);
                    firstMoments.put(name, resident.zeros(array.getShape()));
                    secondMoments.put(name, resident.zeros(array.getShape()));
                });
    }

    /**
     * One step along the gradients, which are zero afterwards.
     *
     * @param moves names of the parameters that take part; the others have no gradient
     * @return the global norm before clipping; without a step when it is not finite
     */
    public double step(NDManager scratch, Predicate<String> moves) {
        Map<String, NDArray> moving = new LinkedHashMap<>(parameters);
        moving.keySet().removeIf(moves.negate());
        Gradients gradients = new Gradients(moving.values());
        double norm = gradients.norm();
        if (!Double.isFinite(norm)) {
            // One bad batch must not poison the moments.
            gradients.clear(scratch);
            return norm;
        }
        steps++;
        float corrected =
                (float)
                        (learningRate
                                * Math.sqrt(1 - Math.pow(SECOND, (double) steps))
                                / (1 - Math.pow(FIRST, (double) steps)));
        float scale = norm > clipNorm ? (float) (clipNorm / norm) : 1;
        for (Map.Entry<String, NDArray> parameter : moving.entrySet()) {
            String name = parameter.getKey();
            NDArray weight = parameter.getValue();
            NDArray gradient = weight.getGradient();
            gradient.attach(scratch);
            if (weightDecay > 0 && weight.getShape().dimension() > 1) { // no bias, no scale
                weight.muli(1 - learningRate * weightDecay);
            }
            weight.getNDArrayInternal()
                    .adamUpdate(
                            new NDList(
                                    weight,
                                    gradient,
                                    firstMoments.get(name),
                                    secondMoments.get(name)),
                            new NDList(weight),
                            learningRate,
                            corrected,
                            0,
                            scale,
                            -1,
                            FIRST,
                            SECOND,
                            EPSILON,
                            false,
                            false);
        }
        return norm;
    }

    /** Steps that were taken. */
    public long steps() {
        return steps;
    }

    /** Goes on after so many steps, with the moments as they are. */
    public void restore(long taken) {
        steps = taken;
    }

    /** Moments by the name of their weight. */
    public Map<String, NDArray> firstMoments() {
        return firstMoments;
    }

    /** Moments by the name of their weight. */
    public Map<String, NDArray> secondMoments() {
        return secondMoments;
    }
}
