package io.riffle.model.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.nio.FloatBuffer;

/**
 * Rows of a float32 tensor in main memory, read and written in place without a call into the
 * engine.
 *
 * <p><b>Shapes:</b> a tensor [R, width]. <b>State:</b> a view of the tensor's memory; ends with it.
 */
public final class FloatRows {
    /** Floats in one buffer; a buffer counts its bytes in an int. */
    private static final long MOST = 1 << 28;

    private final NDArray tensor;
    private final int width;
    private final long rowsPerPart;
    private final FloatBuffer[] parts;

    /**
     * Looks at a tensor.
     *
     * @param tensor [R, width], contiguous, not on a GPU
     */
    public FloatRows(NDArray tensor) {
        this(tensor, MOST);
    }

    /**
     * Looks at a tensor.
     *
     * @param most floats in one buffer
     */
    public FloatRows(NDArray tensor, long most) {
        long rows = tensor.getShape().get(0);
        this.tensor = tensor;
        this.width = Math.toIntExact(tensor.getShape().get(1));
        this.rowsPerPart = most / width;
        this.parts = new FloatBuffer[Math.toIntExact((rows + rowsPerPart - 1) / rowsPerPart)];
        for (int part = 0; part < parts.length; part++) {
            long from = part * rowsPerPart;
            long to = Math.min(rows, from + rowsPerPart);
            try (NDArray view = tensor.get(new NDIndex().addSliceDim(from, to))) {
                parts[part] = view.toByteBuffer(true).asFloatBuffer();
            }
        }
    }

    /** Copies rows out; they may lie in several parts. */
    public void read(long row, int count, float[] into, int at) {
        require();
        long next = row;
        int to = at;
        for (int left = count; left > 0; ) {
            int first = (int) (next % rowsPerPart);
            int some = (int) Math.min(left, rowsPerPart - first);
            part(next).get(first * width, into, to, some * width);
            next += some;
            to += some * width;
            left -= some;
        }
    }

    /** Writes a row. */
    public void write(long row, float[] from, int at) {
        require();
        part(row).put((int) (row % rowsPerPart) * width, from, at, width);
    }

    private FloatBuffer part(long row) {
        return parts[(int) (row / rowsPerPart)];
    }

    private void require() {
        if (tensor.isReleased()) {
            throw new IllegalStateException("The tensor of these rows must not be closed.");
        }
    }
}
