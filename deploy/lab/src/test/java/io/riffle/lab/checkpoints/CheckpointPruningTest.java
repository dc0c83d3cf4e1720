package io.riffle.lab.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import io.riffle.lab.console.CommandException;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeOffsets;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.filesystem.FileStateHandle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointPruningTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final OperatorID RECOMMEND = new OperatorID(1, 1);
    private static final OperatorID TRAIN = new OperatorID(2, 2);
    private static final CheckpointPruning PRUNING = new CheckpointPruning(2, Duration.ofHours(24));

    @TempDir private Path folder;

    @Test
    void theNewestOfEachKindOfJobStay() throws IOException {
        for (int day = 2; day <= 6; day++) {
            job("recommend-" + day, RECOMMEND, day);
            job("train-" + day, TRAIN, day + 10);
        }
        assertThat(prune())
                .containsExactlyInAnyOrder(
                        "recommend-4",
                        "recommend-5",
                        "recommend-6",
                        "train-4",
                        "train-5",
                        "train-6");
        assertThat(there())
                .containsExactlyInAnyOrder("recommend-2", "recommend-3", "train-2", "train-3");
        assertThat(prune()).isEmpty();
    }

    @Test
    void whatWasWrittenLatelyStaysHoweverManyThereAre() throws IOException {
        for (int hour = 1; hour <= 5; hour++) {
            write("young-" + hour, RECOMMEND, null, NOW.minus(Duration.ofHours(hour)));
        }
        // A job that has just started has no checkpoint yet.
        Path begun = folder.resolve("begun");
        Files.createDirectories(begun.resolve("shared"));
        Files.createDirectories(begun.resolve("taskowned"));
        old(begun, NOW.minusSeconds(60));
        assertThat(prune()).isEmpty();
    }

    @Test
    void whatAKeptCheckpointConsistsOfStays() throws IOException {
        job("oldest", RECOMMEND, 9);
        write("old", RECOMMEND, folder.resolve("oldest"), days(8));
        job("unused", RECOMMEND, 7);
        job("newer", RECOMMEND, 3);
        write("newest", RECOMMEND, folder.resolve("old"), days(2));
        assertThat(prune()).containsExactly("unused");
    }

    @Test
    void whatHoldsNoWholeCheckpointGoesWhenItIsOld() throws IOException {
        job("good", RECOMMEND, 2);
        Path cut = Files.createDirectories(folder.resolve("cut").resolve("chk-3"));
        Files.write(cut.resolve("_metadata"), new byte[] {1, 2, 3});
        old(folder.resolve("cut"), days(5));
        Path kept = Files.createDirectories(folder.resolve("notes"));
        Files.writeString(kept.resolve("mine.txt"), "not a job's");
        old(kept, days(50));
        assertThat(prune()).containsExactly("cut");
        assertThat(there()).containsExactlyInAnyOrder("good", "notes");
    }

    /** Those of {@code riffle run} lie a folder deeper. */
    @ParameterizedTest
    @ValueSource(strings = {"recommend-riffle-here", "50% full", "größe und mehr"})
    void foldersAreFoundUnderWhateverName(String run) throws IOException {
        // Not on a machine whose file names are ASCII.
        assumeThatCode(() -> folder.resolve(run)).doesNotThrowAnyException();
        for (int day = 2; day <= 4; day++) {
            write(run + "/" + day, RECOMMEND, null, days(day));
        }
        assertThat(prune()).containsExactly("4");
        assertThat(folder.resolve(run).resolve("3")).isDirectory();
    }

    @Test
    void aPlanDeletesNothing() throws IOException {
        for (int day = 2; day <= 4; day++) {
            job("job-" + day, RECOMMEND, day);
        }
        JobFolders folders = new JobFolders(folder.toString());
        assertThat(PRUNING.plan(folders, NOW)).hasSize(1);
        assertThat(there()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere", "file", "no:address at all"})
    void whatIsNoFolderIsToldOf(String name) throws IOException {
        Files.writeString(folder.resolve("file"), "no folder");
        String root = name.contains(":") ? name : folder.resolve(name).toString();
        assertThatThrownBy(() -> new JobFolders(root).all())
                .isInstanceOf(CommandException.class)
                .hasMessageContaining(root + ") of the checkpoints must be")
                .hasMessageContaining("Maybe");
    }

    private List<String> prune() {
        return PRUNING.prune(new JobFolders(folder.toString()), NOW).stream()
                .map(JobFolder::name)
                .toList();
    }

    private List<String> there() throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.map(child -> child.getFileName().toString()).toList();
        }
    }

    private static Instant days(int ago) {
        return NOW.minus(Duration.ofDays(ago));
    }

    private void job(String name, OperatorID step, int daysAgo) throws IOException {
        write(name, step, null, days(daysAgo));
    }

    private void write(String name, OperatorID step, @Nullable Path of, Instant time)
            throws IOException {
        Path job = folder.resolve(name);
        Path checkpoint = Files.createDirectories(job.resolve("chk-7"));
        Files.createDirectories(job.resolve("shared"));
        OperatorState state = new OperatorState("step", "step", step, 1, 128);
        if (of != null) {
            Path file = of.resolve("shared").resolve("7f3a");
            state.putState(
                    0,
                    OperatorSubtaskState.builder()
                            .setManagedKeyedState(
                                    new KeyGroupsStateHandle(
                                            new KeyGroupRangeOffsets(KeyGroupRange.of(0, 0)),
                                            new FileStateHandle(
                                                    new org.apache.flink.core.fs.Path(file.toUri()),
                                                    3)))
                            .build());
        }
        try (DataOutputStream out =
                new DataOutputStream(Files.newOutputStream(checkpoint.resolve("_metadata")))) {
            Checkpoints.storeCheckpointMetadata(
                    new CheckpointMetadata(7, List.of(state), List.of()), out);
        }
        old(job, time);
    }

    private static void old(Path path, Instant time) throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.setLastModifiedTime(each, FileTime.from(time));
            }
        }
    }
}
