package io.riffle.training;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/** Looks up tensors that must be there. */
final class Tensors {
    private Tensors() {}

    static NDArray get(Map<String, NDArray> tensors, String name) {
        NDArray tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException(
                    "The tensor ("
                            + name
                            + ") of the backbone must exist.\n"
                            + "Maybe the checkpoint is of another architecture.");
        }
        return tensor;
    }
}
