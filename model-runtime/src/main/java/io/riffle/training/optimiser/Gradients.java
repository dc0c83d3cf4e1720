package io.riffle.training.optimiser;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.Collection;

/** The gradients of some weights after a backward pass. */
public final class Gradients {
    private final Collection<NDArray> weights;

    /** Gradients of weights, as the last backward pass left them. */
    public Gradients(Collection<NDArray> weights) {
        this.weights = weights;
    }

    /**
     * Their global norm; no number, or infinite, when one of them is. All sums are read at once.
     */
    double norm() {
        if (weights.isEmpty()) {
            return 0;
        }
        NDList squares = new NDList();
        try {
            for (NDArray weight : weights) {
                try (NDArray gradient = weight.getGradient();
                        NDArray square = gradient.square()) {
                    squares.add(square.sum());
                }
            }
            double sum = 0;
            try (NDArray sums = NDArrays.stack(squares)) {
                for (float square : sums.toFloatArray()) {
                    sum += square;
                }
            }
            return Math.sqrt(sum);
        } finally {
            squares.close();
        }
    }

    /**
     * Gives them up: they are zero afterwards. Less itself, what is no number would stay none. By
     * index: {@code copyTo} and {@code set} of a whole array leave it on a buffer of this JVM that
     * is freed while the engine still adds to it.
     */
    public void clear(NDManager scratch) {
        for (NDArray weight : weights) {
            NDArray gradient = weight.getGradient();
            gradient.attach(scratch);
            gradient.set(new NDIndex("..."), scratch.zeros(gradient.getShape()));
        }
    }
}
