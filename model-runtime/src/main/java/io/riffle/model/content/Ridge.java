package io.riffle.model.content;

import io.riffle.model.content.ContentFeatures.Sparse;

/**
 * Ridge regression with sparse features and many outputs: argmin over W of |X W - Y|² + λ |W|²,
 * feature 0, the constant, not shrunk. The normal equations (XᵀX + Λ) W = XᵀY, solved by Cholesky's
 * factors: what it takes does not depend on how alike the features are, and vectors that a language
 * model gives are alike. The constant, which every item has, comes last: solved for first it would
 * leave no zero between categories that no item has in common.
 *
 * <p><b>Shapes</b>: n items, F features, D outputs; W is [F, D], row-major; each item has feature 0
 * first, with others rising. Memory: 4 F² bytes. <b>Source</b>: Golub and Van Loan, Matrix
 * Computations, algorithm 4.2.2.
 */
final class Ridge {
    private static final double LAMBDA = 1;

    /** So that the equations of a constant without items have a solution. */
    private static final double LEAST = 1e-6;

    private final int features;
    private final int width;
    private final double[][] left; // XᵀX + Λ, of each row what is right of the diagonal, with it
    private final double[][] right; // XᵀY

    Ridge(Sparse[] items, float[][] outputs, int features, int width) {
        this.features = features;
        this.width = width;
        this.left = new double[features][];
        this.right = new double[features][width];
        for (int f = 0; f < features; f++) {
            left[f] = new double[features - f];
            left[f][0] = f == features - 1 ? LEAST : LAMBDA;
        }
        for (int n = 0; n < items.length; n++) {
            add(items[n], outputs[n]);
        }
    }

    /** W, [F, D]. Once: the equations are gone then. */
    float[] solve() {
        factor();
        for (int f = 0; f < features; f++) {
            divide(right[f], left[f][0]);
            for (int g = f + 1; g < features; g++) {
                subtract(right[g], left[f][g - f], right[f]);
            }
        }
        for (int f = features - 1; f >= 0; f--) {
            for (int g = f + 1; g < features; g++) {
                subtract(right[f], left[f][g - f], right[g]);
            }
            divide(right[f], left[f][0]);
        }
        float[] weights = new float[features * width];
        for (int f = 0; f < features; f++) {
            double[] solution = right[f == 0 ? features - 1 : f - 1];
            for (int d = 0; d < width; d++) {
                weights[f * width + d] = (float) solution[d];
            }
        }
        return weights;
    }

    /** What one item adds to both sides. */
    private void add(Sparse item, float[] output) {
        int last = item.at().length - 1;
        int[] at = new int[last + 1];
        float[] values = new float[last + 1];
        for (int i = 0; i < last; i++) {
            at[i] = item.at()[i + 1] - 1;
            values[i] = item.values()[i + 1];
        }
        at[last] = features - 1;
        values[last] = item.values()[0];
        // A vector's features follow one another: the compiler makes vectors of that part.
        int apart = at.length;
        while (apart > 1 && at[apart - 2] == at[apart - 1] - 1) {
            apart--;
        }
        apart--;
        for (int i = 0; i < at.length; i++) {
            double value = values[i];
            double[] row = left[at[i]];
            for (int j = i; j < apart; j++) {
                row[at[j] - at[i]] += value * values[j];
            }
            int from = Math.max(i, apart);
            int offset = at[from] - at[i] - from;
            for (int j = from; j < at.length; j++) {
                row[offset + j] += value * values[j];
            }
            double[] sums = right[at[i]];
            for (int d = 0; d < width; d++) {
                sums[d] += value * output[d];
            }
        }
    }

    /** UᵀU of the left side, in its place. */
    private void factor() {
        for (int f = 0; f < features; f++) {
            double[] row = left[f];
            divide(row, Math.sqrt(row[0]));
            for (int g = f + 1; g < features; g++) {
                double factor = row[g - f];
                if (factor != 0) {
                    double[] below = left[g];
                    for (int h = 0; h < below.length; h++) {
                        below[h] -= factor * row[g - f + h];
                    }
                }
            }
        }
    }

    private static void subtract(double[] from, double factor, double[] values) {
        if (factor != 0) {
            for (int d = 0; d < from.length; d++) {
                from[d] -= factor * values[d];
            }
        }
    }

    private static void divide(double[] values, double by) {
        for (int d = 0; d < values.length; d++) {
            values[d] /= by;
        }
    }
}
