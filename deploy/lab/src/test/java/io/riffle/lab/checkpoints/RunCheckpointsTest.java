package io.riffle.lab.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run finds the checkpoints of the one before where the folder says, whatever it is called. */
class RunCheckpointsTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"plain", "my check points", "50% full", "a%20b", "größe", "a+b"})
    void newestIsFoundUnderItsName(String name) throws IOException {
        // Not on a machine whose file names are ASCII.
        assumeThatCode(() -> folder.resolve(name)).doesNotThrowAnyException();
        Path root = folder.resolve(name);
        RunCheckpoints run = RunCheckpoints.of(root.toString(), "recommend", "riffle", "here");
        run.prepare();
        Path own = root.resolve("recommend-riffle-here");
        assertThat(own).isDirectory();
        assertThat(run.newest()).isNull();

        Path complete = own.resolve("0af3").resolve("chk-7");
        write(complete);
        String address = Objects.requireNonNull(run.newest()).address();
        assertThat(new org.apache.flink.core.fs.Path(address).getPath())
                .isEqualTo(complete.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"chk-8", "chk-x"})
    void whatIsNotCompleteIsPassedOver(String name) throws IOException {
        RunCheckpoints run = RunCheckpoints.of(folder.toString(), "train", "riffle", "here");
        run.prepare();
        Path own = folder.resolve("train-riffle-here").resolve("0af3");
        write(own.resolve("chk-7"));
        Path cut = Files.createDirectories(own.resolve(name)).resolve("_metadata");
        Files.write(cut, new byte[] {1, 2, 3});
        assertThat(Objects.requireNonNull(run.newest()).address()).endsWith("chk-7");
    }

    private static void write(Path checkpoint) throws IOException {
        Files.createDirectories(checkpoint);
        try (DataOutputStream out =
                new DataOutputStream(Files.newOutputStream(checkpoint.resolve("_metadata")))) {
            Checkpoints.storeCheckpointMetadata(
                    new CheckpointMetadata(7, List.of(), List.of()), out);
        }
    }
}
