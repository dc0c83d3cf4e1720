package io.riffle.training.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;

/**
 * The loss of a batch's rows under the chosen negatives; draws them.
 *
 * <p><b>Shapes</b>: P positions, I item rows, D width.
 */
final class BackboneLoss {
    private final TrainingOptions options;
    private final SharedSoftmaxLoss shared;
    private final SampledSoftmaxLoss sampled;

    BackboneLoss(TrainingOptions options, float temperature) {
        this.options = options;
        this.shared = new SharedSoftmaxLoss(temperature);
        this.sampled = new SampledSoftmaxLoss(temperature);
    }

    /**
     * Records the loss.
     *
     * @param rows_PD unit rows that predict
     * @param items_ID unit item rows
     * @param targets item row each position shall predict
     */
    Loss of(
            NDManager scratch,
            NDArray rows_PD,
            NDArray items_ID,
            long[] targets,
            SplittableRandom random) {
        int itemRows = (int) items_ID.getShape().get(0);
        NDArray targets_P = scratch.create(targets);
        return switch (options.negatives()) {
            case ALL ->
                    shared.of(
                            rows_PD,
                            items_ID.get(targets_P),
                            items_ID.get(new NDIndex("1:")),
                            scratch.zeros(new Shape(targets.length, 1)));
            case SHARED -> {
                long[] drawn = distinct(itemRows, random);
                yield shared.of(
                        rows_PD,
                        items_ID.get(targets_P),
                        items_ID.get(scratch.create(drawn)),
                        absent(scratch, drawn, targets, itemRows));
            }
            case PER_POSITION -> {
                long[] drawn = new long[targets.length * options.negativeCount()];
                for (int i = 0; i < drawn.length; i++) {
                    drawn[i] = 1L + random.nextInt(itemRows - 1);
                }
                Shape shape = new Shape(targets.length, options.negativeCount());
                yield sampled.of(rows_PD, items_ID, targets_P, scratch.create(drawn, shape));
            }
        };
    }

    private static NDArray absent(NDManager scratch, long[] drawn, long[] targets, int itemRows) {
        boolean[] among = new boolean[itemRows];
        for (long row : drawn) {
            among[(int) row] = true;
        }
        float[] absent = new float[targets.length];
        for (int i = 0; i < absent.length; i++) {
            absent[i] = among[(int) targets[i]] ? 0 : 1;
        }
        return scratch.create(absent, new Shape(absent.length, 1));
    }

    /** Rows drawn without replacement. */
    private long[] distinct(int itemRows, SplittableRandom random) {
        int[] pool = new int[itemRows - 1];
        for (int i = 0; i < pool.length; i++) {
            pool[i] = i + 1;
        }
        long[] drawn = new long[Math.min(pool.length, options.negativeCount())];
        for (int i = 0; i < drawn.length; i++) {
            int j = i + random.nextInt(pool.length - i);
            drawn[i] = pool[j];
            pool[j] = pool[i];
        }
        return drawn;
    }
}
