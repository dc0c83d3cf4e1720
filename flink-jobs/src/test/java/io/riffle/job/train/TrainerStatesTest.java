package io.riffle.job.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.artifact.LocalFiles;
import io.riffle.job.settings.TrainSettings;
import io.riffle.job.testing.TrainSamples;
import io.riffle.training.backbone.BackboneShape;
import io.riffle.training.online.OnlineTrainer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.runtime.state.StatePartitionStreamProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerStatesTest {

    @TempDir private Path folder;
    private final List<@Nullable String> startedFrom = new ArrayList<>();

    @Test
    void stateThatCannotBeReadIsGivenUpForTheNewestPublishedModel() throws IOException {
        byte[] saved;
        try (OnlineTrainer trainer = trainer(null)) {
            learn(trainer, 0, 16);
            assertThat(trainer.publishDue()).isNotEmpty();
            saved = saved(trainer);
        }
        saved[saved.length / 2] ^= 1;
        startedFrom.clear();
        String first = folder.resolve("backbone/1").toString();
        TrainerStates states = states(first);
        try (OnlineTrainer trainer = states.restore(held(saved), List.of())) {
            assertThat(states.lost()).isTrue();
            assertThat(startedFrom).containsExactly(first, null);
            assertThat(trainer.progress().learned()).isZero();
            assertThat(trainer.progress().items()).isGreaterThan(1);
            learn(trainer, 16, 32);
            assertThat(trainer.progress().learned()).isEqualTo(16);
        }
    }

    @Test
    void stateThatCannotBeHadNowFailsTheStart() {
        TrainerStates states = states(null);
        InputStream away =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("The store is away.");
                    }

                    @Override
                    public int read(byte[] bytes, int offset, int length) throws IOException {
                        return read();
                    }
                };

        assertThatThrownBy(
                        () ->
                                states.restore(
                                        List.of(new StatePartitionStreamProvider(away)), List.of()))
                .isInstanceOf(IOException.class)
                .hasMessage("The store is away.");
        assertThat(states.lost()).isFalse();
    }

    @Test
    void fileOfAnEarlierReleaseIsReadAndOthersBesideItAreRemovedOnceACheckpointIsComplete()
            throws IOException {
        Path training = Files.createDirectories(folder.resolve("training"));
        Path named = training.resolve("job-7");
        try (InputStream in =
                Objects.requireNonNull(
                        getClass().getResourceAsStream("/golden/trainer-state-v2.bin"))) {
            Files.copy(in, named);
        }
        Files.writeString(training.resolve("job-6"), "older");
        Files.writeString(training.resolve("former-job-9"), "of a former job");
        TrainerStates states = states(null);
        try (OnlineTrainer trainer = states.restore(List.of(), List.of(named.toString()))) {
            assertThat(trainer.progress().learned()).isEqualTo(32);
            assertThat(training.toFile().list()).hasSize(3);

            states.completed();

            assertThat(training.toFile().list()).containsExactly("job-7");
            TrainerStates later = states(null);
            try (OnlineTrainer restored = later.restore(held(saved(trainer)), List.of())) {
                assertThat(restored.progress().learned()).isEqualTo(32);
                later.completed();
                assertThat(training.toFile().list()).isEmpty();
            }
        }
    }

    @Test
    void aStoreThatIsAwayIsCleanedUpAtALaterCheckpoint() throws IOException {
        byte[] saved;
        try (OnlineTrainer trainer = trainer(null)) {
            saved = saved(trainer);
        }
        Path old = Files.createDirectories(folder.resolve("training")).resolve("job-6");
        Files.writeString(old, "older");
        TrainerStates states =
                new TrainerStates(folder.toString(), new FailingFiles(), null, this::trainer);
        try (OnlineTrainer trainer = states.restore(held(saved), List.of())) {
            FailingFiles.away = true;
            states.completed();
            assertThat(trainer.progress().learned()).isZero();
            assertThat(old).exists();
        } finally {
            FailingFiles.away = false;
        }
        states.completed();
        assertThat(old).doesNotExist();
    }

    @Test
    void startWithoutAStateRemovesNothing() throws IOException {
        Path training = Files.createDirectories(folder.resolve("training"));
        Files.writeString(training.resolve("job-6"), "a savepoint may name it");
        TrainerStates states = states(null);
        try (OnlineTrainer trainer = states.restore(List.of(), List.of())) {
            states.completed();

            assertThat(trainer.progress().learned()).isZero();
            assertThat(training.toFile().list()).containsExactly("job-6");
        }
    }

    @Test
    void fileThatIsGoneIsGivenUp() throws IOException {
        TrainerStates states = states(null);
        String gone = folder.resolve("training/job-1").toString();
        try (OnlineTrainer trainer = states.restore(List.of(), List.of(gone))) {
            assertThat(states.lost()).isTrue();
            assertThat(trainer.progress().learned()).isZero();
        }
    }

    private TrainerStates states(@Nullable String model) {
        return new TrainerStates(folder.toString(), new LocalFiles(), model, this::trainer);
    }

    private OnlineTrainer trainer(@Nullable String model) {
        startedFrom.add(model);
        TrainSettings settings = TrainSamples.settings(folder.toString());
        return new OnlineTrainer(
                settings.learning(),
                settings.cadence(),
                settings.gates(),
                new LocalFiles(),
                settings.store(),
                model,
                BackboneShape.DEFAULT,
                () -> 1_000_000L);
    }

    private static void learn(OnlineTrainer trainer, int from, int to) {
        for (int i = from; i < to; i++) {
            trainer.offer(TrainSamples.sample(i), 0);
            if (trainer.waitMs() == 0) {
                trainer.learn();
            }
        }
    }

    private static byte[] saved(OnlineTrainer trainer) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        trainer.save(out);
        return out.toByteArray();
    }

    private static List<StatePartitionStreamProvider> held(byte[] saved) {
        return List.of(new StatePartitionStreamProvider(new ByteArrayInputStream(saved)));
    }
}
