package io.riffle.training.distillation;

import org.jspecify.annotations.Nullable;

/**
 * What stands before the teacher's slots in one step.
 *
 * @param order (B, S) candidate per slot; -1 for none
 * @param seen (B, S) the part of it the decoder is shown
 * @param learned (B, S) slots to be filled in masked prediction; null for block by block
 * @param block slots decoded at once; 0 in masked prediction
 */
public record TeacherPrefix(
        int[][] order, int[][] seen, boolean @Nullable [][] learned, int block) {

    int slots() {
        return order[0].length;
    }
}
