package io.riffle.model.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ScalarsTest {

    @Test
    void gradientSurvivesAGarbageCollectionBeforeTheBackwardPass() {
        try (NDManager manager = TensorRuntime.open("cpu").newManager()) {
            NDArray x = manager.create(new float[] {1, 2, 3});
            x.setRequiresGradient(true);
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDArray y = Scalars.times(x, 3).sum();
                System.gc();
                assertThat(overwriteFreedMemory()).isNotEmpty();
                collector.backward(y);
            }
            assertThat(x.getGradient().toFloatArray()).containsOnly(3f);
        }
    }

    private static List<ByteBuffer> overwriteFreedMemory() {
        List<ByteBuffer> buffers = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            buffers.add(ByteBuffer.allocateDirect(4).order(ByteOrder.nativeOrder()).putFloat(0, 7));
        }
        return buffers;
    }
}
