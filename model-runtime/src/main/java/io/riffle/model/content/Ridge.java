package io.riffle.model.content;

import io.riffle.model.content.ContentFeatures.Sparse;
import java.util.Arrays;

/**
 * Ridge regression with sparse features and many outputs: argmin over W of |X W - Y|² + λ |W|²,
 * feature 0, the constant, not shrunk. By conjugate gradients on the normal equations, every output
 * column at once, preconditioned by the diagonal.
 *
 * <p><b>Shapes</b>: n items, F features, D outputs; W is [F, D], row-major. <b>Source</b>: Hestenes
 * and Stiefel 1952; Saad, Iterative Methods for Sparse Linear Systems, algorithm 9.1.
 */
final class Ridge {
    private static final double LAMBDA = 1;

    /** So that the equations of a constant without items have a solution. */
    private static final double LEAST = 1e-6;

    private static final int MOST_STEPS = 100;

    /** Squared residual, relative to the first, at which it is done. */
    private static final double DONE = 1e-10;

    private final Sparse[] items;
    private final float[][] outputs;
    private final int features;
    private final int width;
    private final double[] diagonal;

    Ridge(Sparse[] items, float[][] outputs, int features, int width) {
        this.items = items;
        this.outputs = outputs;
        this.features = features;
        this.width = width;
        this.diagonal = new double[features];
        for (int f = 0; f < features; f++) {
            diagonal[f] = shrinkage(f);
        }
        for (Sparse item : items) {
            for (int i = 0; i < item.at().length; i++) {
                diagonal[item.at()[i]] += (double) item.values()[i] * item.values()[i];
            }
        }
    }

    /** W, [F, D]. */
    float[] solve() {
        double[] solution = new double[features * width];
        double[] residual = new double[solution.length];
        for (int n = 0; n < items.length; n++) {
            spread(items[n], outputs[n], residual);
        }
        double[] direction = preconditioned(residual);
        double[] steep = columns(residual, direction);
        double first = sum(steep);
        for (int step = 0; step < MOST_STEPS && sum(steep) > DONE * first; step++) {
            double[] image = image(direction);
            double[] curvature = columns(direction, image);
            for (int i = 0; i < solution.length; i++) {
                double along = ratio(steep[i % width], curvature[i % width]);
                solution[i] += along * direction[i];
                residual[i] -= along * image[i];
            }
            double[] next = preconditioned(residual);
            double[] steeper = columns(residual, next);
            for (int i = 0; i < solution.length; i++) {
                direction[i] = next[i] + ratio(steeper[i % width], steep[i % width]) * direction[i];
            }
            steep = steeper;
        }
        float[] weights = new float[solution.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) solution[i];
        }
        return weights;
    }

    /** (XᵀX + Λ) P. */
    private double[] image(double[] p) {
        double[] image = new double[p.length];
        double[] sums = new double[width];
        float[] output = new float[width];
        for (Sparse item : items) {
            // Column by column within, as rows lie: the compiler makes vectors of it.
            Arrays.fill(sums, 0);
            for (int i = 0; i < item.at().length; i++) {
                int from = item.at()[i] * width;
                double value = item.values()[i];
                for (int d = 0; d < width; d++) {
                    sums[d] += value * p[from + d];
                }
            }
            for (int d = 0; d < width; d++) {
                output[d] = (float) sums[d];
            }
            spread(item, output, image);
        }
        for (int i = 0; i < p.length; i++) {
            image[i] += shrinkage(i / width) * p[i];
        }
        return image;
    }

    /** Adds xᵀ y. */
    private void spread(Sparse item, float[] output, double[] into) {
        for (int i = 0; i < item.at().length; i++) {
            int from = item.at()[i] * width;
            for (int d = 0; d < width; d++) {
                into[from + d] += item.values()[i] * output[d];
            }
        }
    }

    private double[] preconditioned(double[] residual) {
        double[] scaled = new double[residual.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = residual[i] / diagonal[i / width];
        }
        return scaled;
    }

    /** Inner products column by column, [D]. */
    private double[] columns(double[] left, double[] right) {
        double[] products = new double[width];
        for (int i = 0; i < left.length; i++) {
            products[i % width] += left[i] * right[i];
        }
        return products;
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    private static double ratio(double above, double below) {
        return below > 0 ? above / below : 0;
    }

    private static double shrinkage(int feature) {
        return feature == 0 ? LEAST : LAMBDA;
    }
}
