package io.riffle.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.job.options.KafkaOptions;
import io.riffle.job.options.OptionReader;
import io.riffle.job.options.OptionsException;
import io.riffle.job.options.RecommendOptions;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.junit.jupiter.api.Test;
import org.rocksdb.CompressionType;

class JobConfigurationTest {

    @Test
    void whatTheJobsNeedIsSet() {
        Configuration all = JobConfiguration.withDefaults(new Configuration());

        assertThat(all.get(PipelineOptions.GENERIC_TYPES)).isFalse();
        assertThat(all.get(PipelineOptions.AUTO_GENERATE_UIDS)).isFalse();
        assertThat(all.get(StateBackendOptions.STATE_BACKEND)).isEqualTo("rocksdb");
        assertThat(all.get(CheckpointingOptions.INCREMENTAL_CHECKPOINTS)).isTrue();
        assertThat(all.get(ExecutionOptions.BUFFER_TIMEOUT)).isEqualTo(Duration.ofMillis(2));
        assertThat(all.get(RestartStrategyOptions.RESTART_STRATEGY)).isEqualTo("exponential-delay");
        assertThat(all.get(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS))
                .isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void whatACheckpointWritesOnTheStepsThreadIsLittleAndNotCompressed() {
        Configuration all = JobConfiguration.withDefaults(new Configuration());

        assertThat(all.get(RocksDBConfigurableOptions.COMPRESSION_PER_LEVEL))
                .startsWith(CompressionType.NO_COMPRESSION)
                .hasSizeGreaterThan(1);
        assertThat(all.get(RocksDBConfigurableOptions.WRITE_BUFFER_SIZE))
                .isEqualTo(MemorySize.ofMebiBytes(4));
    }

    /** Flink formats sizes in the machine's digits and reads them back in Latin ones. */
    @Test
    void whatIsSetIsReadBackUnderEveryLanguagesDigits() {
        Locale before = Locale.getDefault(Locale.Category.FORMAT);
        Locale.setDefault(Locale.Category.FORMAT, Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(String.format("%d", 4)).as("digits of this language").isEqualTo("٤");
            Map<String, String> shipped =
                    JobConfiguration.withDefaults(new Configuration()).toMap();
            assertThat(shipped.values())
                    .allMatch(text -> text.chars().noneMatch(c -> c > 127 && Character.isDigit(c)));
            Configuration read = Configuration.fromMap(shipped);
            assertThat(read.get(RocksDBConfigurableOptions.WRITE_BUFFER_SIZE))
                    .isEqualTo(MemorySize.ofMebiBytes(4));
        } finally {
            Locale.setDefault(Locale.Category.FORMAT, before);
        }
    }

    @Test
    void whatProtectsIsSetForEveryWayToRun() {
        Configuration all = JobConfiguration.withDefaults(new Configuration());

        assertThat(all.get(CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION))
                .isEqualTo(ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        assertThat(all.get(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER)).isEqualTo(1_000);
        assertThat(all.get(PipelineOptions.MAX_PARALLELISM)).isEqualTo(720);
        assertThat(all.get(TaskManagerOptions.TASK_MANAGER_LOAD_BALANCE_MODE))
                .isEqualTo(TaskManagerOptions.TaskManagerLoadBalanceMode.TASKS);
        Map<String, String> clients = new OptionReader(all).under(KafkaOptions.CLIENT_PREFIX);
        assertThat(clients)
                .containsEntry("max.block.ms", "600000")
                .containsEntry("delivery.timeout.ms", "600000")
                .containsEntry("default.api.timeout.ms", "600000");
    }

    @Test
    void patienceThatIsSetStays() {
        Configuration given = new Configuration();
        given.setString("riffle.kafka.client.max.block.ms", "5");

        assertThat(
                        new OptionReader(JobConfiguration.withDefaults(given))
                                .under(KafkaOptions.CLIENT_PREFIX))
                .containsEntry("max.block.ms", "5");
    }

    @Test
    void whatTheUserSetsStays() {
        Configuration given = new Configuration();
        given.set(StateBackendOptions.STATE_BACKEND, "hashmap");
        given.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(3));

        Configuration all = JobConfiguration.withDefaults(given);

        assertThat(all.get(StateBackendOptions.STATE_BACKEND)).isEqualTo("hashmap");
        assertThat(all.get(CheckpointingOptions.CHECKPOINTING_INTERVAL))
                .isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void programArgumentsAreOptions() {
        Configuration all = JobConfiguration.ofProgram("--riffle.bundle.size", "7");

        assertThat(all.get(RecommendOptions.BUNDLE_SIZE)).isEqualTo(7);
    }

    @Test
    void anArgumentWithoutAValueIsNamed() {
        assertThatThrownBy(() -> JobConfiguration.ofProgram("--riffle.bundle.size"))
                .isInstanceOf(OptionsException.class)
                .hasMessageContaining("--riffle.bundle.size");
    }
}
