package io.riffle.model.testing;

import org.assertj.core.data.Offset;

/**
 * How far two float32 computations of one number may lie apart when their sums add the same terms
 * in another order, as kernels of another vector length or another shape do.
 *
 * <p>A sum of n terms is off by at most n·2⁻²⁴ of its terms' absolute sum, and so is the other one.
 * <b>Source</b>: Higham, Accuracy and stability of numerical algorithms, §4.2.
 */
public final class Rounding {
    private static final double UNIT = 0x1p-24;

    private Rounding() {}

    /**
     * The bound.
     *
     * @param terms of all sums on the longest way from the input to the number
     * @param largest absolute value on the way
     */
    public static Offset<Float> within(int terms, float largest) {
        return Offset.offset((float) (2 * terms * UNIT * Math.max(1, Math.abs(largest))));
    }
}
