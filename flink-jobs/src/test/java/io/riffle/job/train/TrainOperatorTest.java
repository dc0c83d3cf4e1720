package io.riffle.job.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.artifact.Manifest;
import io.riffle.artifact.Vocabulary;
import io.riffle.artifact.store.ModelStore;
import io.riffle.job.settings.TrainSettings;
import io.riffle.job.testing.Remains;
import io.riffle.job.testing.TrainSamples;
import io.riffle.schema.ForgetReceipt;
import io.riffle.schema.Item;
import io.riffle.schema.ModelUpdate;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("try") // the harness closes as Flink declares it
class TrainOperatorTest {
    @TempDir private Path folder;

    @Test
    void restoredRunEqualsTheUninterruptedOne() throws Exception {
        TrainSettings settings = TrainSamples.settings(folder.toString());
        try (TrainHarness uninterrupted = TrainHarness.started(settings)) {
            feed(uninterrupted, 0, 29);
            OperatorSubtaskState state = uninterrupted.barrier(1);
            feed(uninterrupted, 29, 60);
            ModelUpdate expected = last(uninterrupted, 2);
            try (TrainHarness restored = TrainHarness.restored(settings, state)) {
                restored.setProcessingTime(TrainHarness.START + 100);
                feed(restored, 29, 60);
                ModelUpdate found = last(restored, 2);

                assertThat(weights(found)).isEqualTo(weights(expected));
                assertThat(found.version()).isGreaterThan(expected.version());
            }
        }
    }

    @Test
    void announcementGoesOutBeforeTheBarrierAndVersionsGrow() throws Exception {
        try (TrainHarness harness =
                TrainHarness.started(TrainSamples.settings(folder.toString()))) {
            feed(harness, 0, 16);
            harness.setProcessingTime(TrainHarness.START + 10);
            harness.prepareSnapshotPreBarrier(1);
            assertThat(harness.announced()).extracting(ModelUpdate::version).containsExactly(1L);
            harness.snapshot(1, 1);
            feed(harness, 16, 32);
            harness.setProcessingTime(TrainHarness.START + 20);
            harness.barrier(2);

            assertThat(harness.announced())
                    .extracting(ModelUpdate::version)
                    .containsExactly(1L, 2L);
            assertThat(harness.announced().get(1).manifestSha256())
                    .isEqualTo(ModelStore.local(folder).sha256("backbone", 2));
        }
    }

    @Test
    void aStoreThatTakesNothingRefusesPublicationsAndTheJobGoesOn() throws Exception {
        TrainSettings settings = TrainSamples.settings(folder.toString());
        try (TrainHarness harness = TrainHarness.started(settings, new FailingFiles())) {
            FailingFiles.away = true;
            for (int checkpoint = 1; checkpoint <= 3; checkpoint++) {
                feed(harness, 8 * checkpoint, 8 * checkpoint + 8);
                harness.setProcessingTime(TrainHarness.START + 10L * checkpoint);
                harness.barrier(checkpoint);
                harness.notifyOfCompletedCheckpoint(checkpoint);
            }
            assertThat(harness.announced()).isEmpty();
            FailingFiles.away = false;
            assertThat(last(harness, 4).metrics()).containsEntry("samples", 24.0);
        } finally {
            FailingFiles.away = false;
        }
    }

    @Test
    void batchThatDoesNotFillIsLearnedAfterItsAge() throws Exception {
        try (TrainHarness harness =
                TrainHarness.started(TrainSamples.settings(folder.toString()))) {
            feed(harness, 0, 3);
            harness.barrier(1);
            assertThat(harness.announced()).isEmpty();

            harness.setProcessingTime(TrainHarness.START + 2_000);
            harness.barrier(2);

            assertThat(harness.announced().get(0).metrics()).containsEntry("samples", 3.0);
        }
    }

    @Test
    void aStepThatClosesLeavesNeitherThreadsNorWeights() throws Exception {
        Remains before = Remains.before();
        TrainHarness harness = TrainHarness.started(TrainSamples.settings(folder.toString()));
        feed(harness, 0, 16);
        harness.barrier(1);
        harness.close();

        assertThat(before.left()).isEmpty();
    }

    @Test
    void itemOfTheCatalogueHasARowBeforeItsFirstClick() throws Exception {
        try (TrainHarness harness =
                TrainHarness.started(TrainSamples.settings(folder.toString()))) {
            Item item = new Item("new", "New", List.of("category"), 0, Map.of());
            harness.item(item);
            harness.barrier(1);

            assertThat(ModelStore.local(folder).get("backbone", 1).vocabulary().row("new"))
                    .isEqualTo(1);
        }
    }

    @Test
    void stateOfAnyAgeIsRestoredSinceTheCheckpointHoldsIt() throws Exception {
        TrainSettings settings = TrainSamples.settings(folder.toString());
        OperatorSubtaskState old;
        try (TrainHarness harness = TrainHarness.started(settings)) {
            feed(harness, 0, 16);
            old = harness.barrier(1);
            for (int checkpoint = 2; checkpoint <= 30; checkpoint++) {
                harness.barrier(checkpoint);
                harness.notifyOfCompletedCheckpoint(checkpoint);
            }
        }
        assertThat(folder.resolve("training")).doesNotExist();

        try (TrainHarness restored = TrainHarness.restored(settings, old)) {
            feed(restored, 16, 24);
            assertThat(last(restored, 31).metrics()).containsEntry("samples", 24.0);
        }
    }

    @Test
    void theBestOfLateStaysInTheStoreHoweverManyComeAfterIt() throws Exception {
        TrainSettings usual = TrainSamples.settings(folder.toString());
        TrainSettings settings =
                new TrainSettings(
                        usual.store(),
                        usual.model(),
                        usual.learning(),
                        usual.cadence(),
                        usual.gates(),
                        new TrainSettings.Upkeep(2, 2));
        try (TrainHarness harness = TrainHarness.started(settings)) {
            for (int checkpoint = 1; checkpoint <= 8; checkpoint++) {
                // Nothing tells which is better: the first stays the best.
                feed(harness, 8 * checkpoint, 8 * checkpoint + 8);
                harness.setProcessingTime(TrainHarness.START + 10L * checkpoint);
                harness.barrier(checkpoint);
                harness.notifyOfCompletedCheckpoint(checkpoint);
            }
        }
        assertThat(ModelStore.local(folder).versions("backbone"))
                .contains(1L, 8L)
                .doesNotContain(2L, 3L, 4L);
    }

    @Test
    void withdrawnItemGivesItsRowToOneThatWaits() throws Exception {
        TrainSettings settings = TrainSamples.settings(folder.toString(), 1_000, 20);
        try (TrainHarness harness = TrainHarness.started(settings)) {
            for (int i = 0; i < 20; i++) {
                harness.item(new Item("item-" + i, "", List.of(), 0, Map.of()));
            }
            feed(harness, 0, 16);
            harness.withdraw("item-7");
            harness.item(new Item("new", "", List.of(), 0, Map.of()));
            harness.setProcessingTime(TrainHarness.START + 10);
            harness.barrier(1);

            List<ModelUpdate> announced = harness.announced();
            ModelUpdate update = announced.get(announced.size() - 1);
            Vocabulary items =
                    ModelStore.local(folder).get("backbone", update.version()).vocabulary();
            assertThat(items.rows()).isEqualTo(21);
            assertThat(items.row("new")).isPositive();
            assertThat(items.row("item-7")).isZero();
        }
    }

    @Test
    void samplesOfAForgottenUserAreGoneAndThoseOnTheirWayAreNotLearned() throws Exception {
        TrainSettings settings = TrainSamples.settings(folder.toString());
        String user = TrainSamples.sample(5).userId();
        OperatorSubtaskState state;
        try (TrainHarness harness = TrainHarness.started(settings)) {
            feed(harness, 0, 20);
            assertThat(bytes(harness.barrier(1))).contains(user).isNotEmpty();

            harness.forget(user);

            state = harness.barrier(2);
            assertThat(bytes(state)).doesNotContain(user);
            ForgetReceipt receipt = harness.receipts().get(0);
            assertThat(receipt.job()).isEqualTo("train");
            assertThat(receipt.purged().waitingSamples() + receipt.purged().keptSamples())
                    .isEqualTo(1);
            assertThat(receipt.models().backboneVersion()).isEqualTo(1);
        }
        try (TrainHarness restored = TrainHarness.restored(settings, state)) {
            restored.sample(TrainSamples.sample(5));
            assertThat(bytes(restored.barrier(3))).doesNotContain(user);

            restored.setProcessingTime(TrainHarness.START + 600_001);
            restored.sample(TrainSamples.sample(5));
            assertThat(bytes(restored.barrier(4))).contains(user);
        }
    }

    /** What a checkpoint holds of the trainer, a character each byte. */
    private static String bytes(OperatorSubtaskState state) throws Exception {
        StringBuilder all = new StringBuilder();
        for (OperatorStateHandle handle : state.getRawOperatorState()) {
            try (var in = handle.openInputStream()) {
                all.append(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    private static void feed(TrainHarness harness, int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            harness.sample(TrainSamples.sample(i));
        }
    }

    private static ModelUpdate last(TrainHarness harness, long checkpoint) throws Exception {
        harness.setProcessingTime(TrainHarness.START + 100);
        harness.barrier(checkpoint);
        List<ModelUpdate> announced = harness.announced();
        return announced.get(announced.size() - 1);
    }

    private String weights(ModelUpdate update) {
        Manifest manifest = ModelStore.local(folder).manifest("backbone", update.version());
        return manifest.files().get(0).sha256();
    }
}
