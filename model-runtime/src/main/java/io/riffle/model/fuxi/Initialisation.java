package io.riffle.model.fuxi;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/**
 * Draws fresh FuXi-β weights.
 *
 * <p><b>Source:</b> FuXi-β, arXiv 2508.10615, as its authors' code draws them.
 */
final class Initialisation {
    private static final double SMALL = 0.02;

    private final FuxiConfig config;
    private final SplittableRandom random;

    Initialisation(FuxiConfig config, long seed) {
        this.config = config;
        this.random = new SplittableRandom(seed);
    }

    Map<String, float[]> draw() {
        Map<String, float[]> weights = new LinkedHashMap<>();
        config.tensors()
                .forEach((name, shape) -> weights.put(name, fill(size(shape), draws(name, shape))));
        // Row 0 is padding: never a target, never read.
        Arrays.fill(weights.get(FuxiConfig.ITEM_TABLE), 0, config.width(), 0f);
        return weights;
    }

    private DoubleSupplier draws(String name, long[] shape) {
        if (name.equals(FuxiConfig.ITEM_TABLE)) {
            return () -> SMALL * truncatedGaussian();
        }
        if (name.equals("position_embedding")) {
            double deviation = Math.sqrt(2.0 / (shape[0] + shape[1]));
            return () -> deviation * gaussian();
        }
        return switch (name.substring(name.indexOf('.', "layers.".length()) + 1)) {
            case "uv", "position_bias" -> () -> SMALL * gaussian();
            case "time_scale" -> () -> uniform(-0.2, 0.2);
            case "time_decay" ->
                    config.timeFunction() == TimeFunction.POW
                            ? () -> uniform(0.4, 0.8)
                            : () -> uniform(-2, 0);
            case "lin0.bias" -> symmetric(1 / Math.sqrt(2.0 * config.mixWidth()));
            // Xavier uniform.
            default -> symmetric(Math.sqrt(6.0 / (shape[0] + shape[1])));
        };
    }

    private DoubleSupplier symmetric(double bound) {
        return () -> uniform(-bound, bound);
    }

    private double uniform(double from, double to) {
        return from + (to - from) * random.nextDouble();
    }

    private double gaussian() {
        // 1 - u lies in (0, 1]: the logarithm is finite.
        double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
        return radius * Math.cos(2 * Math.PI * random.nextDouble());
    }

    private double truncatedGaussian() {
        double value = gaussian();
        while (Math.abs(value) > 2) {
            value = gaussian();
        }
        return value;
    }

    private static float[] fill(int size, DoubleSupplier draws) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) draws.getAsDouble();
        }
        return values;
    }

    private static int size(long[] shape) {
        long size = 1;
        for (long dimension : shape) {
            size = Math.multiplyExact(size, dimension);
        }
        return Math.toIntExact(size);
    }
}
