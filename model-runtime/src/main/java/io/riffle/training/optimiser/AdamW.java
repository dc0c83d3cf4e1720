package io.riffle.training.optimiser;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * AdamW with β = (0.9, 0.98) and ε = 1e-8: moments of every weight, updated in place. Gradients
 * longer than a bound are shortened together, so that their direction stays; a step whose gradients
 * are not finite is not taken.
 *
 * <p>It is the backbone's: every step has a rate of its own, item rows come and are forgotten, and
 * it runs on any device. {@link FusedAdamW} is the reranker's. They are two because each rounds in
 * its own order: weights that one has trained would not go on the same under the other.
 *
 * <p><b>State</b>: two moments a tensor and the number of steps; part of a checkpoint.
 * <b>Source</b>: Loshchilov and Hutter, Decoupled Weight Decay Regularization, algorithm 2.
 */
public final class AdamW {
    private static final float FIRST = 0.9f;
    private static final float SECOND = 0.98f;
    private static final float EPSILON = 1e-8f;

    private final Map<String, NDArray> parameters;
    private final Map<String, NDArray> firstMoments = new LinkedHashMap<>();
    private final Map<String, NDArray> secondMoments = new LinkedHashMap<>();
    private final float weightDecay;
    private long steps;

    /**
     * Starts with moments of zero.
     *
     * @param parameters with gradients attached
     * @param resident owns the moments
     */
    public AdamW(Map<String, NDArray> parameters, float weightDecay, NDManager resident) {
        this.parameters = parameters;
        this.weightDecay = weightDecay;
        parameters.forEach(
                (name, array) -> {
                    firstMoments.put(name, resident.zeros(array.getShape()));
                    secondMoments.put(name, resident.zeros(array.getShape()));
                });
    }

    /**
     * One step along the gradients, which are zero afterwards.
     *
     * @param clipNorm longest global norm of the gradients; infinite = as they are
     * @return whether it was taken: not when a gradient is not finite
     */
    public boolean step(NDManager scratch, float learningRate, float clipNorm) {
        Gradients gradients = new Gradients(parameters.values());
        double norm = gradients.norm();
        if (!Double.isFinite(norm)) {
            gradients.clear(scratch);
            return false;
        }
        steps++;
        Numbers numbers = numbers(scratch, learningRate, norm > clipNorm ? clipNorm / norm : 1);
        parameters.forEach(
                (name, weight) -> {
                    NDArray gradient = weight.getGradient();
                    gradient.attach(scratch);
                    if (numbers.shorter != null) {
                        gradient.muli(numbers.shorter);
                    }
                    NDArray first = Tensors.get(firstMoments, name);
                    NDArray second = Tensors.get(secondMoments, name);
                    first.muli(numbers.first).addi(gradient.mul(numbers.firstShare));
                    second.muli(numbers.second).addi(gradient.square().muli(numbers.secondShare));
                    NDArray root = second.sqrt();
                    root.attach(scratch);
                    root.divi(numbers.secondBias).addi(numbers.epsilon);
                    NDArray update = first.div(root);
                    update.attach(scratch);
                    if (weightDecay > 0) {
                        weight.muli(numbers.kept);
                    }
                    weight.subi(update.muli(numbers.rate));
                    gradient.subi(gradient);
                });
        return true;
    }

    /** Made once a step, not once a tensor: each upload waits for all that a GPU was given. */
    private record Numbers(
            NDArray first,
            NDArray firstShare,
            NDArray second,
            NDArray secondShare,
            NDArray secondBias,
            NDArray epsilon,
            NDArray kept,
            NDArray rate,
            @Nullable NDArray shorter) {}

    private Numbers numbers(NDManager scratch, float learningRate, double share) {
        float firstBias = (float) (1 - Math.pow(FIRST, (double) steps));
        float secondBias = (float) Math.sqrt(1 - Math.pow(SECOND, (double) steps));
        return new Numbers(
                scratch.create(FIRST),
                scratch.create(1 - FIRST),
                scratch.create(SECOND),
                scratch.create(1 - SECOND),
                scratch.create(secondBias),
                scratch.create(EPSILON),
                scratch.create(1 - learningRate * weightDecay),
                scratch.create(learningRate / firstBias),
                share < 1 ? scratch.create((float) share) : null);
    }

    /** Steps that were taken. */
    public long steps() {
        return steps;
    }

    /** The same optimiser over weights of which some have more rows; their moments are zero. */
    public AdamW grown(Map<String, NDArray> larger, NDManager resident) {
        AdamW grown = new AdamW(larger, weightDecay, resident);
        grown.steps = steps;
        Tensors.moveTo(firstMoments, grown.firstMoments);
        Tensors.moveTo(secondMoments, grown.secondMoments);
        return grown;
    }

    /** Moments of some rows of a table begin anew. */
    public void forget(String name, int[] rows, NDManager scratch) {
        for (Map<String, NDArray> moments : List.of(firstMoments, secondMoments)) {
            NDArray table = Tensors.get(moments, name);
            NDArray zeros = scratch.zeros(new Shape(1, table.getShape().get(1)));
            for (int row : rows) {
                table.set(new NDIndex(row + ":" + (row + 1)), zeros);
            }
        }
    }

    /** Weights, moments and number of steps, named: views that the next step changes. */
    public NDList state(NDManager scratch) {
        NDList state = new NDList();
        add(state, scratch, "weight.", parameters);
        add(state, scratch, "first.", firstMoments);
        add(state, scratch, "second.", secondMoments);
        NDArray taken = scratch.create(steps);
        taken.setName("steps");
        state.add(taken);
        return state;
    }

    /** Takes over what {@link #state} gave. */
    public void restore(NDList state) {
        Map<String, NDArray> saved = new LinkedHashMap<>();
        state.forEach(array -> saved.put(array.getName(), array));
        take(saved, "weight.", parameters);
        take(saved, "first.", firstMoments);
        take(saved, "second.", secondMoments);
        steps = Tensors.get(saved, "steps").toLongArray()[0];
    }

    private static void add(
            NDList state, NDManager scratch, String prefix, Map<String, NDArray> arrays) {
        arrays.forEach(
                (name, array) -> {
                    NDArray view = array.stopGradient();
                    view.attach(scratch);
                    view.setName(prefix + name);
                    state.add(view);
                });
    }

    private static void take(
            Map<String, NDArray> saved, String prefix, Map<String, NDArray> arrays) {
        arrays.forEach(
                (name, array) -> {
                    NDArray from = Tensors.get(saved, prefix + name);
                    if (!from.getShape().equals(array.getShape())) {
                        throw new IllegalArgumentException(
                                "The shape ("
                                        + from.getShape()
                                        + ") of "
                                        + name
                                        + " in a checkpoint must be "
                                        + array.getShape()
                                        + "."
                                        + "\nMaybe the checkpoint is of another architecture.");
                    }
                    array.subi(array).addi(from);
                });
    }
}
