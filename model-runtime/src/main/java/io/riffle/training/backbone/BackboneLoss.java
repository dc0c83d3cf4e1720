package io.riffle.training.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

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
     * @param weights by what the loss of each position is multiplied; below 0 where the target is
     *     not wanted
     */
    Loss of(
            NDManager scratch,
            NDArray rows_PD,
            NDArray items_ID,
            long[] targets,
            float[] weights,
            SplittableRandom random) {
        int itemRows = (int) items_ID.getShape().get(0);
        NDArray targets_P = scratch.create(targets);
        NDArray divisors_P1 = scratch.create(divisors(weights), new Shape(weights.length, 1));
        NDArray unwanted_P1 = unwanted(scratch, weights);
        return switch (options.negatives()) {
            case ALL ->
                    shared.of(
                            rows_PD,
                            items_ID.get(targets_P),
                            items_ID.get(new NDIndex("1:")),
                            scratch.zeros(new Shape(targets.length, 1)),
                            divisors_P1,
                            unwanted_P1);
            case SHARED -> {
                long[] drawn = distinct(itemRows, random);
                yield shared.of(
                        rows_PD,
                        items_ID.get(targets_P),
                        items_ID.get(scratch.create(drawn)),
                        absent(scratch, drawn, targets, itemRows),
                        divisors_P1,
                        unwanted_P1);
            }
            case PER_POSITION -> {
                long[] drawn = new long[targets.length * options.negativeCount()];
                for (int i = 0; i < drawn.length; i++) {
                    drawn[i] = 1L + random.nextInt(itemRows - 1);
                }
                Shape shape = new Shape(targets.length, options.negativeCount());
                yield sampled.of(
                        rows_PD,
                        items_ID,
                        targets_P,
                        scratch.create(drawn, shape),
                        divisors_P1,
                        unwanted_P1);
            }
        };
    }

    /**
     * By what each position's loss is divided, so that together they are the weighted mean: a
     * target of weight 2 teaches as two of weight 1 do.
     */
    static float[] divisors(float[] weights) {
        float total = 0;
        for (float weight : weights) {
            total += Math.abs(weight);
        }
        float[] divisors = new float[weights.length];
        for (int i = 0; i < divisors.length; i++) {
            divisors[i] = weights[i] == 0 ? Float.POSITIVE_INFINITY : total / Math.abs(weights[i]);
        }
        return divisors;
    }

    /** 1 where the target is not wanted, else 0; null when all are. */
    private static @Nullable NDArray unwanted(NDManager scratch, float[] weights) {
        float[] unwanted = new float[weights.length];
        boolean any = false;
        for (int i = 0; i < weights.length; i++) {
            unwanted[i] = weights[i] < 0 ? 1 : 0;
            any |= weights[i] < 0;
        }
        return any ? scratch.create(unwanted, new Shape(unwanted.length, 1)) : null;
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
