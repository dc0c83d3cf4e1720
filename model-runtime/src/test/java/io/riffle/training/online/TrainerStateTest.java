package io.riffle.training.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.schema.Item;
import io.riffle.training.state.TrainerStateException;
import io.riffle.training.testing.Samples;
import io.riffle.training.testing.TestTrainer;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerStateTest {
    @TempDir private Path folder;
    private final AtomicLong clock = new AtomicLong(1_000_000);

    @Test
    void whateverTheCatalogueSaysIsSavedAndReadBack() throws IOException {
        List<Item> hostile =
                List.of(
                        item("many", Collections.nCopies(2_200, "a category of thirty-two bytes.")),
                        item("long", List.of("x".repeat(66_000))),
                        item("wide", List.of("\u20ac".repeat(30_000))),
                        item("lines", List.of("two\nlines", "", "\n", "one")),
                        item("half", List.of("\ud800", "a\udc00b", "\u0000")),
                        item("none", List.of()));
        try (OnlineTrainer trainer = trainers().in("a");
                OnlineTrainer restored = trainers().in("b")) {
            hostile.forEach(trainer::describe);
            feed(trainer, 0, 16);

            TestTrainer.restore(restored, TestTrainer.saved(trainer));

            for (Item item : hostile) {
                assertThat(restored.models().backbone().items().content(item.itemId()).categories())
                        .isEqualTo(item.categories());
            }
            assertThat(TestTrainer.saved(restored)).isEqualTo(TestTrainer.saved(trainer));
        }
    }

    @Test
    void stateOfTheFirstReleaseIsReadAndGoneOnFrom() throws IOException {
        byte[] released;
        try (InputStream in =
                Objects.requireNonNull(
                        getClass().getResourceAsStream("/golden/trainer-state-v2.bin"))) {
            released = in.readAllBytes();
        }
        try (OnlineTrainer trainer = trainers().in("a")) {
            TestTrainer.restore(trainer, released);

            Progress progress = trainer.progress();
            assertThat(progress.learned()).isEqualTo(32);
            assertThat(progress.steps()).isEqualTo(4);
            assertThat(progress.waiting()).isEqualTo(5);
            assertThat(progress.items()).isEqualTo(12);
            assertThat(progress.heldOut()).as("evidence of another kind begins anew").isZero();
            assertThat(trainer.models().backbone().items().content("z").categories())
                    .containsExactly("red", "blue");
            feed(trainer, 37, 60);
            assertThat(trainer.progress().learned()).isEqualTo(32 + 24);
            try (OnlineTrainer again = trainers().in("b")) {
                TestTrainer.restore(again, TestTrainer.saved(trainer));
                assertThat(again.progress().items()).isEqualTo(trainer.progress().items());
            }
        }
    }

    @Test
    void damagedOrCutStateIsRefusedAsAState() throws IOException {
        byte[] saved;
        try (OnlineTrainer trainer = trainers().in("a")) {
            feed(trainer, 0, 10);
            saved = TestTrainer.saved(trainer);
        }
        for (int at = 0; at < saved.length; at += 1 + saved.length / 40) {
            byte[] flipped = saved.clone();
            flipped[at] ^= 1;
            refused(flipped);
            refused(Arrays.copyOf(saved, at));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1_000})
    void mediumThatFailsIsNoVerdictAboutTheState(int after) throws IOException {
        try (OnlineTrainer trainer = trainers().in("a")) {
            feed(trainer, 0, 10);
            byte[] saved = TestTrainer.saved(trainer);

            assertThatThrownBy(() -> trainer.restore(new Failing(saved, after)))
                    .isInstanceOf(IOException.class)
                    .hasMessage("The disk is away.");
        }
    }

    @Test
    void stateWhosePublishedVersionsAreGoneGoesOnWithASnapshot() throws IOException {
        try (OnlineTrainer trainer = trainers().in("a");
                OnlineTrainer restored = trainers().in("empty")) {
            feed(trainer, 0, 200);
            assertThat(trainer.publishDue()).isNotEmpty();
            feed(trainer, 200, 216);
            byte[] saved = TestTrainer.saved(trainer);

            TestTrainer.restore(restored, saved);

            assertThat(restored.progress().learned()).isEqualTo(216);
            assertThat(restored.models().backbone().weights().keySet())
                    .isEqualTo(trainer.models().backbone().weights().keySet());
            trainer.models()
                    .backbone()
                    .weights()
                    .forEach(
                            (name, values) ->
                                    assertThat(restored.models().backbone().weights().get(name))
                                            .isEqualTo(values));
            clock.addAndGet(2_000);
            var published = restored.publishDue();
            assertThat(published).isNotEmpty();
            assertThat(published.get(0).baseVersion()).isZero();
        }
    }

    private void refused(byte[] bytes) {
        try (OnlineTrainer trainer = trainers().in("refused")) {
            assertThatThrownBy(() -> TestTrainer.restore(trainer, bytes))
                    .isInstanceOf(TrainerStateException.class);
        }
    }

    private TestTrainer trainers() {
        return new TestTrainer(folder, clock);
    }

    private static Item item(String id, List<String> categories) {
        return new Item(id, id, categories, 0, Map.of());
    }

    private void feed(OnlineTrainer trainer, int from, int to) {
        for (int i = from; i < to; i++) {
            trainer.offer(Samples.of("user" + i, "abcdefghij".substring(i % 7, i % 7 + 3)), 0);
            if (trainer.waitMs() == 0) {
                trainer.learn();
            }
        }
    }

    /** Bytes that cannot be had after so many. */
    private static final class Failing extends FilterInputStream {
        private int left;

        Failing(byte[] bytes, int after) {
            super(new ByteArrayInputStream(bytes));
            left = after;
        }

        @Override
        public int read(byte[] bytes, int from, int count) throws IOException {
            if (left == 0) {
                throw new IOException("The disk is away.");
            }
            int read = super.read(bytes, from, Math.min(count, left));
            left -= read;
            return read;
        }
    }
}
