package io.riffle.model.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Arithmetic on the vector lanes of the processor: the few operations that {@link
 * io.riffle.model.fuxi.RowPass} is made of.
 *
 * <p>The one class that needs the module {@code jdk.incubator.vector}; nothing else may be asked of
 * it, and nobody may load it, before {@link TensorRuntime#hasLanes}. Compiled on its own, since the
 * compiler warns of the module and offers no way to be told not to.
 *
 * <p>Arrays are row-major. A matrix on the right of a product has {@link #SLACK} more floats than
 * values: its last row is read in whole vectors.
 */
public final class Lanes {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /** Floats that follow the last value of a matrix. */
    public static final int SLACK = LANES;

    private Lanes() {}

    /** y (rows, outputs) = x (rows, inputs) · w (inputs, outputs). */
    public static void product(float[] x, int rows, int inputs, float[] w, int outputs, float[] y) {
        int whole = outputs - outputs % (2 * LANES);
        int row = 0;
        for (; row + 4 <= rows; row += 4) {
            four(x, row * inputs, inputs, w, outputs, whole, y, row * outputs);
        }
        for (; row + 2 <= rows; row += 2) {
            pair(x, row * inputs, inputs, w, outputs, whole, y, row * outputs);
        }
        if (row < rows) {
            single(x, row * inputs, inputs, w, outputs, whole, y, row * outputs);
        }
        for (int column = whole; column < outputs; column += LANES) {
            for (row = 0; row < rows; row++) {
                edge(x, row * inputs, inputs, w, outputs, column, y, row * outputs);
            }
        }
    }

    /** Four rows of a product, two vectors of columns at a time: eight sums in registers. */
    private static void four(
            float[] x, int from, int inputs, float[] w, int outputs, int whole, float[] y, int to) {
        for (int column = 0; column < whole; column += 2 * LANES) {
            FloatVector a0 = FloatVector.zero(SPECIES);
            FloatVector a1 = a0;
            FloatVector b0 = a0;
            FloatVector b1 = a0;
            FloatVector c0 = a0;
            FloatVector c1 = a0;
            FloatVector d0 = a0;
            FloatVector d1 = a0;
            for (int i = 0, at = column; i < inputs; i++, at += outputs) {
                FloatVector w0 = FloatVector.fromArray(SPECIES, w, at);
                FloatVector w1 = FloatVector.fromArray(SPECIES, w, at + LANES);
                FloatVector a = FloatVector.broadcast(SPECIES, x[from + i]);
                FloatVector b = FloatVector.broadcast(SPECIES, x[from + inputs + i]);
                FloatVector c = FloatVector.broadcast(SPECIES, x[from + 2 * inputs + i]);
                FloatVector d = FloatVector.broadcast(SPECIES, x[from + 3 * inputs + i]);
                a0 = a.fma(w0, a0);
                a1 = a.fma(w1, a1);
                b0 = b.fma(w0, b0);
                b1 = b.fma(w1, b1);
                c0 = c.fma(w0, c0);
                c1 = c.fma(w1, c1);
                d0 = d.fma(w0, d0);
                d1 = d.fma(w1, d1);
            }
            a0.intoArray(y, to + column);
            a1.intoArray(y, to + column + LANES);
            b0.intoArray(y, to + outputs + column);
            b1.intoArray(y, to + outputs + column + LANES);
            c0.intoArray(y, to + 2 * outputs + column);
            c1.intoArray(y, to + 2 * outputs + column + LANES);
            d0.intoArray(y, to + 3 * outputs + column);
            d1.intoArray(y, to + 3 * outputs + column + LANES);
        }
    }

    /** Two rows of a product, two vectors of columns at a time: four sums in registers. */
    private static void pair(
            float[] x, int from, int inputs, float[] w, int outputs, int whole, float[] y, int to) {
        for (int column = 0; column < whole; column += 2 * LANES) {
            FloatVector a0 = FloatVector.zero(SPECIES);
            FloatVector a1 = a0;
            FloatVector b0 = a0;
            FloatVector b1 = a0;
            for (int i = 0, at = column; i < inputs; i++, at += outputs) {
                FloatVector w0 = FloatVector.fromArray(SPECIES, w, at);
                FloatVector w1 = FloatVector.fromArray(SPECIES, w, at + LANES);
                FloatVector a = FloatVector.broadcast(SPECIES, x[from + i]);
                FloatVector b = FloatVector.broadcast(SPECIES, x[from + inputs + i]);
                a0 = a.fma(w0, a0);
                a1 = a.fma(w1, a1);
                b0 = b.fma(w0, b0);
                b1 = b.fma(w1, b1);
            }
            a0.intoArray(y, to + column);
            a1.intoArray(y, to + column + LANES);
            b0.intoArray(y, to + outputs + column);
            b1.intoArray(y, to + outputs + column + LANES);
        }
    }

    private static void single(
            float[] x, int from, int inputs, float[] w, int outputs, int whole, float[] y, int to) {
        for (int column = 0; column < whole; column += 2 * LANES) {
            FloatVector a0 = FloatVector.zero(SPECIES);
            FloatVector a1 = a0;
            for (int i = 0, at = column; i < inputs; i++, at += outputs) {
                FloatVector a = FloatVector.broadcast(SPECIES, x[from + i]);
                a0 = a.fma(FloatVector.fromArray(SPECIES, w, at), a0);
                a1 = a.fma(FloatVector.fromArray(SPECIES, w, at + LANES), a1);
            }
            a0.intoArray(y, to + column);
            a1.intoArray(y, to + column + LANES);
        }
    }

    /** One row, one vector of columns, of which the last may lie beyond the matrix. */
    private static void edge(
            float[] x,
            int from,
            int inputs,
            float[] w,
            int outputs,
            int column,
            float[] y,
            int to) {
        FloatVector sum = FloatVector.zero(SPECIES);
        for (int i = 0, at = column; i < inputs; i++, at += outputs) {
            sum =
                    FloatVector.broadcast(SPECIES, x[from + i])
                            .fma(FloatVector.fromArray(SPECIES, w, at), sum);
        }
        if (column + LANES <= outputs) {
            sum.intoArray(y, to + column);
        } else {
            float[] last = new float[LANES];
            sum.intoArray(last, 0);
            System.arraycopy(last, 0, y, to + column, outputs - column);
        }
    }

    /** x = x · sigmoid(x), for the first values. */
    public static void silu(float[] x, int count) {
        int i = 0;
        for (; i + LANES <= count; i += LANES) {
            FloatVector some = FloatVector.fromArray(SPECIES, x, i);
            some.div(some.neg().lanewise(VectorOperators.EXP).add(1f)).intoArray(x, i);
        }
        for (; i < count; i++) {
            x[i] = (float) (x[i] / (1 + Math.exp(-x[i])));
        }
    }

    /** y = scale · exp(rate · x), for the first values. */
    public static void kernel(float[] x, float rate, float scale, int count, float[] y, int to) {
        int i = 0;
        for (; i + LANES <= count; i += LANES) {
            FloatVector.fromArray(SPECIES, x, i)
                    .mul(rate)
                    .lanewise(VectorOperators.EXP)
                    .mul(scale)
                    .intoArray(y, to + i);
        }
        for (; i < count; i++) {
            y[to + i] = (float) (scale * Math.exp(rate * x[i]));
        }
    }

    /** Sum of squares. */
    public static float squares(float[] x, int from, int count) {
        FloatVector sum = FloatVector.zero(SPECIES);
        int i = 0;
        for (; i + LANES <= count; i += LANES) {
            FloatVector some = FloatVector.fromArray(SPECIES, x, from + i);
            sum = some.fma(some, sum);
        }
        float squares = sum.reduceLanes(VectorOperators.ADD);
        for (; i < count; i++) {
            squares += x[from + i] * x[from + i];
        }
        return squares;
    }
}
