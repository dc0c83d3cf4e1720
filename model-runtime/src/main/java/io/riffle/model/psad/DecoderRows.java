package io.riffle.model.psad;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.riffle.model.engine.Affine;
import java.util.Arrays;

/**
 * What the teacher's decoder reads in each slot: a start row, the candidate that stands some slots
 * before, or a mask; then the row of the slot itself.
 *
 * <p><b>Shapes.</b> B lists, S slots, K candidates, D width.
 */
final class DecoderRows {
    private final PsadWeights weights;

    DecoderRows(PsadWeights weights) {
        this.weights = weights;
    }

    /** Start rows for the first block, then what stands {@code block} slots before (B, S, D). */
    NDArray started(NDArray z_BKD, int[][] order, int slots, int block) {
        int lists = order.length;
        int started = Math.min(block, slots);
        long[] starts = new long[lists * started];
        Arrays.setAll(starts, i -> i % started);
        NDArray x_BSD =
                Affine.rows(
                        z_BKD.getManager().create(starts, new Shape(lists, started)),
                        weights.get("decoder.start"));
        return slots > block ? x_BSD.concat(placed(z_BKD, order, slots - block), 1) : x_BSD;
    }

    /** What stands in the slots themselves, or the mask (B, S, D). */
    NDArray masked(NDArray z_BKD, int[][] order, int slots) {
        float[] masked = new float[order.length * slots];
        for (int i = 0; i < masked.length; i++) {
            masked[i] = order[i / slots][i % slots] < 0 ? 1 : 0;
        }
        NDArray masked_BS1 = z_BKD.getManager().create(masked, new Shape(order.length, slots, 1));
        return placed(z_BKD, order, slots)
                .mul(masked_BS1.mul(-1).add(1))
                .add(masked_BS1.mul(weights.get("decoder.masked")));
    }

    /** The rows plus those of their slots. */
    NDArray numbered(NDArray x_BSD) {
        long[] places = new long[Math.toIntExact(x_BSD.getShape().get(1))];
        Arrays.setAll(places, s -> s);
        return x_BSD.add(
                Affine.rows(x_BSD.getManager().create(places), weights.get("decoder.slot")));
    }

    /** -1e9 where a slot would see a later block. */
    static NDArray blockMask(NDManager manager, int slots, int block) {
        float[] mask = new float[slots * slots];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = (i % slots) / block > (i / slots) / block ? -1e9f : 0;
        }
        return manager.create(mask, new Shape(1, 1, slots, slots));
    }

    /** What stands in the first slots of each list, through the decoder's input layer. */
    private NDArray placed(NDArray z_BKD, int[][] order, int slots) {
        long candidates = z_BKD.getShape().get(1);
        long[] rows = new long[order.length * slots];
        for (int i = 0; i < rows.length; i++) {
            int list = i / slots;
            rows[i] = list * candidates + Math.max(0, order[list][i % slots]);
        }
        NDArray flat = z_BKD.reshape(-1, z_BKD.getShape().get(2));
        NDArray picked =
                Affine.rows(z_BKD.getManager().create(rows, new Shape(order.length, slots)), flat);
        return weights.affine("decoder.placed").apply(picked);
    }
}
