package io.riffle.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Weights of the backbone by the names of the model artifact. */
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

    /**
     * Puts a weight on the device.
     *
     * @throws IllegalArgumentException when it is absent or has another size
     */
    static NDArray upload(
            NDManager resident, String name, long[] shape, float @Nullable [] values) {
        Shape expected = new Shape(shape);
        if (values == null || values.length != expected.size()) {
            throw new IllegalArgumentException(
                    "The tensor ("
                            + name
                            + ") of the backbone must hold "
                            + expected.size()
                            + " values, not "
                            + (values == null ? "none" : values.length)
                            + ".");
        }
        ByteBuffer direct =
                ByteBuffer.allocateDirect(values.length * Float.BYTES)
                        .order(ByteOrder.nativeOrder());
        direct.asFloatBuffer().put(values);
        return resident.create(direct, expected, DataType.FLOAT32);
    }
}
