package io.riffle.training;

import java.util.SplittableRandom;

/**
 * Gives items a row when they are first met: small and in a random direction, until they are
 * learned from.
 */
final class NewItems {
    private static final double DEVIATION = 0.02;

    private final BackboneTrainer trainer;
    private final SplittableRandom random = new SplittableRandom(11);
    private int looked;
    private int newest;

    NewItems(BackboneTrainer trainer) {
        this.trainer = trainer;
    }

    /** Makes room for the items of the first events in time order. */
    void admit(Interactions interactions, int[] order, int to) {
        while (looked < to) {
            newest = Math.max(newest, interactions.row(order[looked++]));
        }
        int missing = newest + 1 - trainer.scorer().itemRows();
        if (missing <= 0) {
            return;
        }
        float[][] rows = new float[missing][trainer.width()];
        for (float[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) (random.nextGaussian() * DEVIATION);
            }
        }
        trainer.grow(rows);
    }
}
