package io.riffle.model.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamedTensorsTest {
    @Test
    void partsCoverMoreThanABufferCanCountWithoutGapOrOverlap() {
        for (long values : new long[] {0, 1, 1L << 28, (1L << 29) + 7, Integer.MAX_VALUE - 8L}) {
            List<long[]> parts = NamedTensors.parts(values, 1 << 28);
            long end = 0;
            for (long[] part : parts) {
                assertThat(part[0]).isEqualTo(end);
                assertThat((part[1] - part[0]) * Float.BYTES).isBetween(4L, 1L << 30);
                end = part[1];
            }
            assertThat(end).isEqualTo(values);
        }
    }

    @Test
    void whatIsUploadedInPartsIsWhatIsUploadedAtOnce() {
        float[] values = new float[7 * 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = 0.5f * i - 3;
        }
        try (NDManager manager = TensorRuntime.open("cpu").newManager()) {
            for (int most : new int[] {1, 4, 20, 21, 22}) {
                NDArray array = NamedTensors.upload(manager, new Shape(7, 3), values, most);
                assertThat(array.getShape()).isEqualTo(new Shape(7, 3));
                assertThat(array.toFloatArray()).isEqualTo(values);
                array.close();
                assertThat(manager.getManagedArrays()).isEmpty();
            }
        }
    }
}
