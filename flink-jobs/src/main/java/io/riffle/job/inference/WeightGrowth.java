package io.riffle.job.inference;

import io.riffle.artifact.Tensor;
import java.util.Map;

/** How much weights grow from one model to the next, as a factor of their root mean square. */
final class WeightGrowth {

    /** Scalars and short vectors may well change by any factor. */
    private static final int SMALLEST_MEASURED = 64;

    private WeightGrowth() {}

    /** The median over the tensors that both have and that are large enough; 1 when none is. */
    static double median(Map<String, Tensor> next, Map<String, Tensor> current) {
        double[] ratios =
                current.entrySet().stream()
                        .filter(entry -> entry.getValue().data().length >= SMALLEST_MEASURED)
                        .filter(entry -> next.containsKey(entry.getKey()))
                        .mapToDouble(
                                entry ->
                                        rootMeanSquare(tensor(next, entry.getKey()))
                                                / Math.max(1e-12, rootMeanSquare(entry.getValue())))
                        .sorted()
                        .toArray();
        return ratios.length == 0 ? 1 : ratios[ratios.length / 2];
    }

    private static Tensor tensor(Map<String, Tensor> tensors, String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalStateException("No tensor " + name);
        }
        return tensor;
    }

    private static double rootMeanSquare(Tensor tensor) {
        double sum = 0;
        for (float value : tensor.data()) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum / tensor.data().length);
    }
}
