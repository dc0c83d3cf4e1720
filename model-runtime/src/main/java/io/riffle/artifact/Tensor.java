package io.riffle.artifact;

import java.util.Arrays;

/**
 * A named weight in plain Java: row-major float32.
 *
 * @param shape dimensions, none negative; their product is the number of values
 */
public record Tensor(long[] shape, float[] data) {
    /** Checks that there are as many values as the shape says. */
    public Tensor {
        if (size(shape) != data.length) {
            throw new IllegalArgumentException(
                    "The shape ("
                            + Arrays.toString(shape)
                            + ") of a tensor must hold its "
                            + data.length
                            + " values.");
        }
    }

    /**
     * Number of values of a shape.
     *
     * @throws ArithmeticException when it exceeds a long
     */
    public static long size(long[] shape) {
        long size = 1;
        for (long dimension : shape) {
            if (dimension < 0) {
                throw new ArithmeticException("negative dimension");
            }
            size = Math.multiplyExact(size, dimension);
        }
        return size;
    }
}
