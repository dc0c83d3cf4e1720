package io.riffle.training.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.riffle.model.engine.TensorRuntime;
import java.util.function.BiFunction;

/**
 * What a loss comes to over drawn rows and items, each of length 1.
 *
 * @param rowGradient by position, 16 values each
 * @param itemGradient by item, 16 values each
 */
record LossOutcome(float value, float[] rowGradient, float[] itemGradient) {

    static final int POSITIONS = 300;
    private static final int ITEMS = 40;

    /** Of a loss of (positions, 16) rows and (items, 16) items. */
    static LossOutcome of(BiFunction<NDArray, NDArray, Loss> record) {
        TensorRuntime runtime = TensorRuntime.open("cpu");
        runtime.seed(3);
        try (NDManager manager = runtime.newManager()) {
            NDArray rows = manager.randomNormal(new Shape(POSITIONS, 16));
            NDArray items = manager.randomNormal(new Shape(ITEMS, 16));
            rows.setRequiresGradient(true);
            items.setRequiresGradient(true);
            float value;
            try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                Loss loss = record.apply(rows.normalize(2, -1, 1e-6), items.normalize(2, -1, 1e-6));
                collector.backward(loss.objective());
                value = loss.value().toFloatArray()[0];
            }
            return new LossOutcome(
                    value, rows.getGradient().toFloatArray(), items.getGradient().toFloatArray());
        }
    }

    /** An item for each position; never item 0, which stands for none. */
    static long[] targets() {
        long[] targets = new long[POSITIONS];
        for (int i = 0; i < POSITIONS; i++) {
            targets[i] = 1 + (i * 7L) % (ITEMS - 1);
        }
        return targets;
    }

    void isThatOf(LossOutcome plain) {
        assertThat(value).isCloseTo(plain.value, within(1e-4f));
        assertThat(rowGradient).containsExactly(plain.rowGradient, within(1e-5f));
        assertThat(itemGradient).containsExactly(plain.itemGradient, within(1e-4f));
    }
}
