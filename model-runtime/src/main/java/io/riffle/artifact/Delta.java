package io.riffle.artifact;

import io.riffle.artifact.ModelException.Reason;
import io.riffle.model.fuxi.FuxiConfig;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a delta changes of its base snapshot: item rows by index (changed and appended), and dense
 * tensors as a whole.
 *
 * <p><b>Shapes:</b> R rows · D width. In the file: {@code item_embedding.rows} [R], rising, and
 * {@code item_embedding.values} [R, D], beside the changed dense tensors under their own names.
 */
public final class Delta {
    static final String ROWS = FuxiConfig.ITEM_TABLE + ".rows";
    static final String VALUES = FuxiConfig.ITEM_TABLE + ".values";

    private Delta() {}

    /** The difference between a base and its successor. */
    public static Safetensors between(Map<String, Tensor> base, Map<String, Tensor> next) {
        Map<String, Tensor> changed = new LinkedHashMap<>();
        Map<String, int[]> rows = new LinkedHashMap<>();
        next.forEach(
                (name, tensor) -> {
                    Tensor before = base.get(name);
                    if (name.equals(FuxiConfig.ITEM_TABLE) && before != null) {
                        int[] indices = changedRows(before, tensor);
                        rows.put(ROWS, indices);
                        changed.put(VALUES, pick(tensor, indices));
                    } else if (before == null || !Arrays.equals(before.data(), tensor.data())) {
                        changed.put(name, tensor);
                    }
                });
        return new Safetensors(changed, rows);
    }

    /** Refuses a delta's head that does not fit the config. */
    static void check(Map<String, long[]> expected, Map<String, long[]> found, String owner) {
        Map<String, long[]> allowed = new LinkedHashMap<>(expected);
        long[] table = allowed.remove(FuxiConfig.ITEM_TABLE);
        long[] rows = found.get(ROWS);
        if (table == null || rows == null || rows.length != 1 || !found.containsKey(VALUES)) {
            throw ModelException.wrong(
                    Reason.SHAPE,
                    "tensors",
                    found.keySet(),
                    owner,
                    "hold " + ROWS + " [R] and " + VALUES);
        }
        allowed.put(ROWS, rows);
        allowed.put(VALUES, new long[] {rows[0], table[1]});
        ArtifactRules.known(allowed, found, owner);
    }

    /**
     * The successor's weights.
     *
     * @param expected shapes by name, in the order of the forward pass
     */
    static Map<String, Tensor> apply(
            Map<String, Tensor> base,
            Safetensors delta,
            Map<String, long[]> expected,
            String owner) {
        Map<String, Tensor> next = new LinkedHashMap<>();
        expected.forEach(
                (name, shape) -> {
                    Tensor before = present(base, name, owner);
                    Tensor changed = delta.tensors().get(name);
                    if (name.equals(FuxiConfig.ITEM_TABLE)) {
                        next.put(name, rows(before, delta, shape, owner));
                    } else {
                        next.put(name, changed == null ? before : changed);
                    }
                });
        return next;
    }

    private static Tensor rows(Tensor before, Safetensors delta, long[] shape, String owner) {
        int[] indices = delta.rows().get(ROWS);
        Tensor values = present(delta.tensors(), VALUES, owner);
        if (indices == null) {
            throw ModelException.wrong("dtype", "F32", ROWS + " of " + owner, "be I32");
        }
        int width = (int) shape[1];
        int known = (int) before.shape()[0];
        if (shape[0] < known) {
            throw ModelException.wrong(
                    "items", shape[0], owner, "be at least its base's: " + known);
        }
        rising(indices, shape[0], owner);
        int appended = known;
        for (int row : indices) {
            appended += row >= known ? 1 : 0;
        }
        // Before the table is allocated: its size is a promise that the rows must keep.
        if (appended != shape[0]) {
            throw ModelException.wrong(
                    "number of rows", appended, owner, "be its config's: " + shape[0]);
        }
        float[] table = Arrays.copyOf(before.data(), Math.toIntExact(Tensor.size(shape)));
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(values.data(), i * width, table, indices[i] * width, width);
        }
        return new Tensor(shape, table);
    }

    private static void rising(int[] indices, long rows, String owner) {
        int previous = -1;
        for (int i = 0; i < indices.length; i++) {
            if (indices[i] <= previous || indices[i] >= rows) {
                throw ModelException.wrong(
                        "row " + i,
                        indices[i],
                        ROWS + " of " + owner,
                        "rise from its predecessor " + previous + " and stay below " + rows);
            }
            previous = indices[i];
        }
    }

    private static int[] changedRows(Tensor before, Tensor after) {
        int width = (int) after.shape()[1];
        int known = (int) before.shape()[0];
        int all = (int) after.shape()[0];
        int[] changed = new int[all];
        int count = 0;
        for (int row = 0; row < all; row++) {
            int from = row * width;
            if (row >= known
                    || !Arrays.equals(
                            before.data(), from, from + width, after.data(), from, from + width)) {
                changed[count++] = row;
            }
        }
        return Arrays.copyOf(changed, count);
    }

    private static Tensor pick(Tensor table, int[] rows) {
        int width = (int) table.shape()[1];
        float[] values = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(table.data(), rows[i] * width, values, i * width, width);
        }
        return new Tensor(new long[] {rows.length, width}, values);
    }

    private static Tensor present(Map<String, Tensor> tensors, String name, String owner) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw ModelException.wrong(Reason.SHAPE, "tensor", name, owner, "be present");
        }
        return tensor;
    }
}
