package io.riffle.training.optimiser;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.util.Map;

/** Looks up tensors that must be there, and moves them. */
public final class Tensors {
    private Tensors() {}

    /** The tensor of a name that must be there. */
    public static NDArray get(Map<String, NDArray> tensors, String name) {
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

    /** Moves arrays to larger ones, of whose further rows nothing changes. */
    static void moveTo(Map<String, NDArray> from, Map<String, NDArray> to) {
        to.forEach(
                (name, array) -> {
                    NDArray old = get(from, name);
                    if (old.getShape().equals(array.getShape())) {
                        array.addi(old);
                    } else {
                        array.set(new NDIndex(":" + old.getShape().get(0)), old);
                    }
                    old.close();
                });
    }
}
