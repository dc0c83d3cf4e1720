package io.riffle.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.junit.jupiter.api.Test;

class LabSettingsTest {

    private static final Path FOLDER = Path.of("lab");

    @Test
    void whatIsGivenWinsUnderAnOldNameToo() {
        for (String name :
                new String[] {"execution.buffer-timeout", "execution.buffer-timeout.interval"}) {
            Configuration given = new Configuration();
            given.setString(name, "20 ms");
            assertThat(LabSettings.of(FOLDER, 1, 2, given).get(ExecutionOptions.BUFFER_TIMEOUT))
                    .isEqualTo(Duration.ofMillis(20));
        }
    }

    @Test
    void anIdleLabLetsAClickPassAtOnce() {
        Configuration settings = LabSettings.of(FOLDER, 1, 2, new Configuration());
        assertThat(settings.get(ExecutionOptions.BUFFER_TIMEOUT)).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void nothingListensBeyondThisMachine() {
        Configuration settings = LabSettings.of(FOLDER, 1, 2, new Configuration());
        assertThat(settings.get(RestOptions.BIND_ADDRESS)).isEqualTo("127.0.0.1");
        assertThat(settings.get(JobManagerOptions.BIND_HOST)).isEqualTo("127.0.0.1");
        assertThat(settings.get(TaskManagerOptions.BIND_HOST)).isEqualTo("127.0.0.1");
    }
}
