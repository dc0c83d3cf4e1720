package io.riffle.serving.passes;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.riffle.model.fuxi.Extension;
import io.riffle.model.fuxi.FuxiBeta;
import io.riffle.model.fuxi.FuxiConfig;
import io.riffle.model.fuxi.LayerValues;
import java.util.Arrays;

/**
 * The first passes of a backbone, before anybody waits for one: one of each kind is enough for the
 * engine, while extending in plain Java is a thousand times slower until the compiler has seen it
 * often.
 */
public final class WarmUp {
    private static final int TIMES = 30;

    private WarmUp() {}

    /**
     * Extends and encodes histories of padding.
     *
     * @return one user's vector, [1, D]
     */
    public static NDArray run(FuxiBeta model, NDManager scratch) {
        FuxiConfig config = model.config();
        int[] rows = new int[Math.min(8, config.maxHistory())];
        long[] seconds = new long[rows.length + 1];
        Extension.Row[] added = new Extension.Row[rows.length];
        Arrays.setAll(added, i -> new Extension.Row(0, i, 0, i < rows.length - 1));
        try (LayerValues values = new LayerValues(config, 1, scratch)) {
            Extension extension =
                    new Extension(
                            new int[] {1}, new Extension.Row[][] {added}, new long[][] {seconds});
            for (int pass = 0; pass < TIMES; pass++) {
                try (NDManager temporary = scratch.newSubManager()) {
                    model.extend(temporary, extension, values);
                }
            }
        }
        return model.encodeLast(scratch, new int[][] {rows}, new long[][] {seconds});
    }
}
