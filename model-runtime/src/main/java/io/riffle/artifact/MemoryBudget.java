package io.riffle.artifact;

import java.util.Locale;
import java.util.Map;

/**
 * What a model may take on the heap: asked before any of it is allocated, so that what is too large
 * is refused in a sentence and stops nothing.
 *
 * @param bytes for one model
 */
record MemoryBudget(long bytes) {
    /** An id in memory is no longer than this many times its line. */
    private static final long TEXT = 4;

    /** All the memory that there may ever be: more than that cannot be had by waiting. */
    static MemoryBudget ofThisProcess() {
        return new MemoryBudget(Runtime.getRuntime().maxMemory());
    }

    /**
     * Refuses what does not fit.
     *
     * @param tensors shapes by name
     * @param itemBytes length of the file of item ids
     * @throws ModelException naming both sizes
     */
    void check(Map<String, long[]> tensors, long itemBytes, String owner) {
        long wanted;
        try {
            wanted = Math.multiplyExact(TEXT, itemBytes);
            for (long[] shape : tensors.values()) {
                long values = Tensor.size(shape);
                if (values > Integer.MAX_VALUE - 8) {
                    throw ModelException.wrong(
                            ModelException.Reason.SHAPE,
                            "number of values of a tensor",
                            values,
                            owner,
                            "be below 2^31");
                }
                wanted = Math.addExact(wanted, values * Float.BYTES);
            }
        } catch (ArithmeticException e) {
            wanted = Long.MAX_VALUE;
        }
        if (wanted > bytes) {
            throw new ModelException(
                    ModelException.Reason.SHAPE,
                    String.format(
                            Locale.ROOT,
                            "The memory (%d bytes) that %s needs must be within %d bytes.%nMaybe"
                                    + " give the process more heap: -Xmx.",
                            wanted,
                            owner,
                            bytes),
                    null);
        }
    }
}
