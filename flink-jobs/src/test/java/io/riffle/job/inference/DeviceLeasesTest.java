package io.riffle.job.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.inference.DeviceLeases.Lease;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.common.externalresource.ExternalResourceInfo;
import org.junit.jupiter.api.Test;

class DeviceLeasesTest {

    private final DeviceLeases devices = new DeviceLeases();

    private Lease subtask(String asked, List<Integer> given, int found) {
        Lease lease = devices.of("recommend (1/4)", asked, given, () -> found);
        lease.device();
        return lease;
    }

    @Test
    void twoSubtasksOfAProcessUseBothGpusWhateverTheirIndices() {
        assertThat(subtask("auto", List.of(), 2).device()).isEqualTo("gpu:0");
        assertThat(subtask("gpu", List.of(), 2).device()).isEqualTo("gpu:1");
        assertThat(subtask("auto", List.of(), 2).device()).isEqualTo("gpu:0");
    }

    @Test
    void onlyGpusThatFlinkGivesAreUsed() {
        assertThat(subtask("auto", List.of(2, 5), 8).device()).isEqualTo("gpu:2");
        assertThat(subtask("auto", List.of(2, 5), 8).device()).isEqualTo("gpu:5");
        assertThat(subtask("auto", List.of(2, 5), 8).gpu()).isEqualTo(2);
    }

    @Test
    void whatOneSubtaskLeavesTheNextOneGets() {
        Lease first = subtask("auto", List.of(), 2);
        subtask("auto", List.of(), 2);
        first.close();
        first.close();

        assertThat(first.gpu()).isEqualTo(-1);
        assertThat(subtask("auto", List.of(), 2).device()).isEqualTo("gpu:0");
        assertThat(subtask("auto", List.of(), 2).device()).isEqualTo("gpu:0");
    }

    @Test
    void whoseLoadEndsAfterTheSubtaskCountsNoMore() {
        Lease given = devices.of("recommend (1/4)", "auto", List.of(), () -> 2);
        given.close();

        assertThat(given.device()).isEqualTo("auto");
        assertThat(subtask("auto", List.of(), 2).device()).isEqualTo("gpu:0");
    }

    @Test
    void withoutGpusTheEngineDecidesAndTheProcessorAsksForNone() {
        assertThat(subtask("auto", List.of(0), 0).device()).isEqualTo("auto");
        assertThat(subtask("gpu", List.of(), 0).device()).isEqualTo("gpu");
        Lease processor =
                devices.of(
                        "recommend (1/4)",
                        "cpu",
                        List.of(0),
                        () -> {
                            throw new AssertionError("Nobody may load the engine for this");
                        });
        assertThat(processor.device()).isEqualTo("cpu");
        assertThat(processor.gpu()).isEqualTo(-1);
    }

    @Test
    void indicesAreReadFromWhatFlinksDriverTells() {
        List<ExternalResourceInfo> resources = new ArrayList<>();
        for (String index : List.of("3", "1", "3", "GPU-5f")) {
            resources.add(new Resource(Map.of("index", index)));
        }
        resources.add(new Resource(Map.of("uuid", "7")));

        assertThat(DeviceLeases.indices(resources)).containsExactly(1, 3);
    }

    private record Resource(Map<String, String> properties) implements ExternalResourceInfo {
        @Override
        public Optional<String> getProperty(String key) {
            return Optional.ofNullable(properties.get(key));
        }

        @Override
        public Set<String> getKeys() {
            return properties.keySet();
        }
    }
}
