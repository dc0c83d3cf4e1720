package io.riffle.model.psad;

import java.util.SplittableRandom;

/**
 * One tensor of the reranker before training: its shape, and the distribution that its values are
 * drawn from. Linear weights are (outputs, inputs).
 */
record InitialTensor(String name, Start start, long... shape) {

    /** How a tensor starts. */
    enum Start {
        ZERO,
        ONE,
        HALF,
        /** Normal with deviation 1/sqrt(inputs): keeps the variance of what passes through. */
        FAN_IN,
        /** Normal with deviation .1: rows of tables. */
        ROWS
    }

    int size() {
        long size = 1;
        for (long extent : shape) {
            size *= extent;
        }
        return Math.toIntExact(size);
    }

    float[] draw(SplittableRandom random) {
        float[] values = new float[size()];
        double deviation =
                switch (start) {
                    case ZERO, HALF, ONE -> 0;
                    case FAN_IN -> 1 / Math.sqrt((double) shape[shape.length - 1]);
                    case ROWS -> .1;
                };
        float constant = start == Start.ONE ? 1 : start == Start.HALF ? .5f : 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = deviation == 0 ? constant : (float) (deviation * gaussian(random));
        }
        return values;
    }

    private static double gaussian(SplittableRandom random) {
        double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
        return radius * Math.cos(2 * Math.PI * random.nextDouble());
    }
}
