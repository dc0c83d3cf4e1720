package io.riffle.training.optimiser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.riffle.model.engine.TensorRuntime;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FusedAdamWTest {
    private static final int SIZE = 256;

    @Test
    void stepWithoutAFiniteGradientChangesNothingAndLeavesAGradientOfZero() {
        try (NDManager manager = TensorRuntime.open("cpu").newManager()) {
            NDArray weight = manager.ones(new Shape(SIZE));
            FusedAdamW adam = new FusedAdamW(Map.of("weight", weight), .1f, 5, 0, manager);

            assertThat(step(adam, manager, weight, Float.NaN)).isNaN();

            assertThat(adam.steps()).isZero();
            assertThat(weight.toFloatArray()).containsOnly(1);
            reuseFreedMemory();
            assertThat(weight.getGradient().toFloatArray()).containsOnly(0);
            assertThat(step(adam, manager, weight, 2)).isEqualTo(2 * Math.sqrt(SIZE));
            assertThat(weight.toFloatArray()[0]).isCloseTo(.9f, within(1e-5f));
        }
    }

    private static double step(FusedAdamW adam, NDManager manager, NDArray weight, float slope) {
        try (NDManager scratch = manager.newSubManager()) {
            NDArray factor = scratch.create(slope);
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                collector.backward(weight.mul(factor).sum());
            }
            return adam.step(scratch, name -> true);
        }
    }

    /** Fills memory that a collected array gave back with something else. */
    private static void reuseFreedMemory() {
        List<ByteBuffer> buffers = new ArrayList<>();
        for (int n = 0; n < 2_000; n++) {
            if (n % 500 == 0) {
                System.gc();
            }
            ByteBuffer buffer = ByteBuffer.allocateDirect(SIZE * Float.BYTES);
            buffer.order(ByteOrder.nativeOrder());
            for (int i = 0; i < SIZE; i++) {
                buffer.putFloat(7);
            }
            buffers.add(buffer);
        }
        assertThat(buffers).hasSize(2_000);
    }
}
