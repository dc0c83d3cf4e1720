package io.riffle.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.job.options.OptionsException;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoredStateTest {

    @TempDir private Path folder;

    @Test
    void stateOfAnEarlierReleaseKeepsItsMaxParallelism() throws IOException {
        write(128, 1);
        Configuration restored = new Configuration();
        restored.set(StateRecoveryOptions.SAVEPOINT_PATH, folder.toUri().toString());

        assertThat(JobConfiguration.withDefaults(restored).get(PipelineOptions.MAX_PARALLELISM))
                .isEqualTo(128);
        restored.set(PipelineOptions.MAX_PARALLELISM, 64);
        assertThat(JobConfiguration.withDefaults(restored).get(PipelineOptions.MAX_PARALLELISM))
                .isEqualTo(64);
        assertThat(
                        JobConfiguration.withDefaults(new Configuration())
                                .get(PipelineOptions.MAX_PARALLELISM))
                .isEqualTo(720);
    }

    @Test
    void anotherMaxParallelismThanTheStatesIsRefusedByBothJobs() throws IOException {
        write(128, 1);
        Configuration restored = new Configuration();
        restored.set(StateRecoveryOptions.SAVEPOINT_PATH, folder.toUri().toString());
        restored.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, "file:///var/lib/riffle");
        restored.setString("riffle.kafka.brokers", "localhost:9092");
        restored.setString("riffle.train.store", "/models");
        restored.set(PipelineOptions.MAX_PARALLELISM, 720);

        for (ThrowingCallable check : checks(restored)) {
            assertThatThrownBy(check)
                    .isInstanceOf(OptionsException.class)
                    .hasMessageContaining(
                            "The value (720) of pipeline.max-parallelism must be that of the"
                                    + " restored state (128)")
                    .hasMessageContaining("Maybe leave it out");
        }
        restored.set(PipelineOptions.MAX_PARALLELISM, 128);
        for (ThrowingCallable check : checks(restored)) {
            assertThatCode(check).doesNotThrowAnyException();
        }
    }

    private static List<ThrowingCallable> checks(Configuration configuration) {
        return List.of(
                () -> RecommendationJob.check(configuration),
                () -> TrainingJob.check(configuration));
    }

    @Test
    void aStateIsCompleteWhenItsMetadataCanBeRead() throws IOException {
        String address = folder.toUri().toString();
        assertThat(RestoredState.complete(address)).isFalse();
        Path metadata = folder.resolve(RestoredState.METADATA);
        write(720);
        assertThat(RestoredState.complete(address)).isTrue();
        byte[] whole = Files.readAllBytes(metadata);
        Files.write(metadata, List.of("cut"));
        assertThat(RestoredState.complete(address)).isFalse();
        Files.write(metadata, java.util.Arrays.copyOf(whole, whole.length / 2));
        assertThat(RestoredState.complete(address)).isFalse();
    }

    private void write(int... maxParallelisms) throws IOException {
        List<OperatorState> states =
                java.util.Arrays.stream(maxParallelisms)
                        .mapToObj(max -> new OperatorState(null, null, new OperatorID(), 1, max))
                        .toList();
        Path metadata = folder.resolve(RestoredState.METADATA);
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(metadata))) {
            Checkpoints.storeCheckpointMetadata(new CheckpointMetadata(7, states, List.of()), out);
        }
    }
}
