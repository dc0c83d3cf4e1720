package io.riffle.model.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Weights of the backbone by the names of the model artifact. */
public final class NamedTensors {
    /** Values in one buffer; it counts its bytes in an int. */
    private static final int MOST = 1 << 28;

    private NamedTensors() {}

    /** The tensor of a name that must be there. */
    public static NDArray get(Map<String, NDArray> parameters, String name) {
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
    public static NDArray upload(
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
        return upload(resident, expected, values, MOST);
    }

    /**
     * Puts values on the device, in parts where they are more than a buffer can count the bytes of.
     *
     * @param most values of a part
     */
    public static NDArray upload(NDManager resident, Shape shape, float[] values, int most) {
        if (values.length <= most) {
            return resident.create(direct(values, 0, values.length), shape, DataType.FLOAT32);
        }
        NDArray all = resident.create(shape, DataType.FLOAT32);
        try (NDManager scratch = resident.newSubManager()) {
            NDArray flat = all.reshape(values.length);
            flat.attach(scratch);
            for (long[] part : parts(values.length, most)) {
                int from = (int) part[0];
                int count = (int) (part[1] - part[0]);
                NDArray some =
                        scratch.create(
                                direct(values, from, count), new Shape(count), DataType.FLOAT32);
                flat.set(new NDIndex().addSliceDim(part[0], part[1]), some);
                some.close();
            }
        }
        return all;
    }

    /** From where to where each part goes. */
    static List<long[]> parts(long values, long most) {
        List<long[]> parts = new ArrayList<>();
        for (long from = 0; from < values; from += most) {
            parts.add(new long[] {from, Math.min(values, from + most)});
        }
        return parts;
    }

    private static ByteBuffer direct(float[] values, int from, int count) {
        ByteBuffer direct =
                ByteBuffer.allocateDirect(Math.multiplyExact(count, Float.BYTES))
                        .order(ByteOrder.nativeOrder());
        direct.asFloatBuffer().put(values, from, count);
        return direct;
    }
}
