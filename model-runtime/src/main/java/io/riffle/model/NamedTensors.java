package io.riffle.model;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/** Looks weights up by the names of the model artifact. */
final class NamedTensors {
    private NamedTensors() {}

    static NDArray get(Map<String, NDArray> parameters, String name) {
        NDArray array = parameters.get(name);
        if (array == null) {
            throw new IllegalArgumentException(
                    "The tensor (" + name + ") of the model must be present.");
        }
        return array;
    }
}
