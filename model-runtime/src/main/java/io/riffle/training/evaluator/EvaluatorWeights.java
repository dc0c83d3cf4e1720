package io.riffle.training.evaluator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.riffle.model.psad.PsadConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** What an evaluator has beside its perceptron. Who asks changes nothing at first. */
final class EvaluatorWeights {
    static final int USER_WIDTH = 8;
    static final int ALIKE_WIDTH = 8;
    private static final double ROWS = .1;

    private final Map<String, NDArray> arrays = new LinkedHashMap<>();
    private final NDManager root;
    private final SplittableRandom random;

    private EvaluatorWeights(NDManager root, long seed) {
        this.root = root;
        random = new SplittableRandom(seed ^ 0x9E3779B97F4A7C15L);
    }

    /**
     * Freshly drawn weights, the same for the same seed.
     *
     * @param kinds of having something in common, the learned one included
     */
    static Map<String, NDArray> fresh(PsadConfig config, int kinds, NDManager root, long seed) {
        EvaluatorWeights weights = new EvaluatorWeights(root, seed);
        int slots = config.slate();
        int profile = config.columns().profile().size() * config.columns().profileWidth();
        int about = profile + config.columns().requestWidth();
        weights.draw("user.rows", ROWS, profileRows(config), config.columns().profileWidth());
        weights.draw("user.hidden", 1 / Math.sqrt(about), USER_WIDTH, about);
        weights.draw("alike.query", 1 / Math.sqrt(config.width()), ALIKE_WIDTH, config.width());
        weights.draw("alike.key", 1 / Math.sqrt(config.width()), ALIKE_WIDTH, config.width());
        weights.zeros("pair.distance", kinds, Math.max(1, slots - 1));
        weights.zeros("pair.user", kinds, USER_WIDTH);
        weights.zeros("seen.slot", slots);
        weights.zeros("seen.user", slots, USER_WIDTH);
        weights.zeros("bias", 1);
        return weights.arrays;
    }

    private static int profileRows(PsadConfig config) {
        return Math.max(1, config.columns().profileRows()); // an empty table is no tensor
    }

    private void draw(String name, double deviation, long... shape) {
        float[] values = new float[Math.toIntExact(new Shape(shape).size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        arrays.put(name, root.create(values, new Shape(shape)));
    }

    private void zeros(String name, long... shape) {
        arrays.put(name, root.zeros(new Shape(shape)));
    }
}
