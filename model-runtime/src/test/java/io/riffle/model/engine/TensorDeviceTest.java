package io.riffle.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TensorDeviceTest {

    @ParameterizedTest
    @CsvSource({"auto, 0", "gpu, 0", "gpu:0, 0", "gpu:3, 3"})
    void aGpuIsTakenByItsIndex(String asked, int index) {
        assertThat(TensorRuntime.device(asked, 4)).isEqualTo(Device.gpu(index));
    }

    @Test
    void withoutOneAutoIsTheProcessor() {
        assertThat(TensorRuntime.device("auto", 0)).isEqualTo(Device.cpu());
        assertThat(TensorRuntime.device("cpu", 4)).isEqualTo(Device.cpu());
    }

    @ParameterizedTest
    @CsvSource({"gpu, 0", "gpu:0, 0", "gpu:2, 2"})
    void oneThatIsNotThereIsRefused(String asked, int gpus) {
        assertThatThrownBy(() -> TensorRuntime.device(asked, gpus))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(" + asked + ") of the tensor runtime must be present")
                .hasMessageContaining("Maybe");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tpu", "gpu:", "gpu:-1", "gpu:x", "gpu:1234"})
    void whatIsNoDeviceIsRefused(String asked) {
        assertThatThrownBy(() -> TensorRuntime.device(asked, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be auto, cpu, gpu, or gpu: and an index");
    }
}
