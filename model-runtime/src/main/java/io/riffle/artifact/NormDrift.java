package io.riffle.artifact;

import io.riffle.model.psad.PsadArtifact;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How much larger the weights of a model became since another version: a cheap sign that training
 * went astray, or that somebody publishes numbers of another scale.
 *
 * <p>Per tensor it is {@code (rms new + floor) / (rms old + floor)}: the root mean square, so that
 * appended rows do not count, and a floor, so that weights that start near zero may grow.
 */
public final class NormDrift {
    private static final double FLOOR = 0.1;

    private NormDrift() {}

    /**
     * Refuses a model whose weights grew too much.
     *
     * @param limit largest ratio that passes
     * @throws ModelException naming the first tensor beyond the limit
     */
    public static void check(LoadedModel before, LoadedModel after, double limit) {
        after.tensors()
                .forEach(
                        (name, tensor) -> {
                            double ratio = ratio(before.tensors().get(name), tensor);
                            // What is known about items grows with the stream.
                            if (!PsadArtifact.fact(name) && !(ratio <= limit)) {
                                throw ModelException.wrong(
                                        "norm drift",
                                        String.format(Locale.ROOT, "%.2f", ratio),
                                        String.format(
                                                Locale.ROOT,
                                                "the tensor %s of %s version %d",
                                                name,
                                                after.manifest().model(),
                                                after.version()),
                                        String.format(
                                                Locale.ROOT,
                                                "be at most %s against version %d",
                                                limit,
                                                before.version()));
                            }
                        });
    }

    private static double ratio(@Nullable Tensor before, Tensor after) {
        return before == null
                ? 0
                : (rootMeanSquare(after.data()) + FLOOR) / (rootMeanSquare(before.data()) + FLOOR);
    }

    private static double rootMeanSquare(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return values.length == 0 ? 0 : Math.sqrt(sum / values.length);
    }
}
