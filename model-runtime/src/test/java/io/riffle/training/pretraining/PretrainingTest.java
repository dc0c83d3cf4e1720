package io.riffle.training.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.training.backbone.BackboneShape;
import io.riffle.training.backbone.BackboneTrainer;
import io.riffle.training.backbone.Negatives;
import io.riffle.training.backbone.QueryTime;
import io.riffle.training.backbone.TrainingOptions;
import io.riffle.training.backbone.Windows;
import io.riffle.training.baseline.Popularity;
import io.riffle.training.dataset.Interactions;
import io.riffle.training.dataset.InteractionsBuilder;
import io.riffle.training.evaluation.LeaveOneOut;
import io.riffle.training.testing.Worlds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PretrainingTest {
    private static final BackboneShape SHAPE = new BackboneShape(16, 2, 32, 20);
    private static final Interactions WALKS = Worlds.walks(60, 30, 40, 1);

    @TempDir Path folder;

    /** Stands in for a killed process: stops a run after some epochs. */
    private static final class Stopping implements PretrainingListener {
        private int left;

        Stopping(int epochs) {
            left = epochs;
        }

        @Override
        public void stepped(String phase, int epoch, double done, double loss, double speed) {
            if (left == 0) {
                throw new IllegalStateException("killed");
            }
        }

        @Override
        public void finished(EpochReport report) {
            left--;
        }
    }

    @Test
    void interruptedItGoesOnWithTheSameCurve() throws IOException {
        List<Double> whole = losses("whole", new int[] {100});
        List<Double> pieces = losses("pieces", new int[] {1, 1, 2, 100});
        assertThat(pieces).isEqualTo(whole);
    }

    @Test
    void itLearnsToBeatPopularity() throws IOException {
        Pretraining run = pretraining("learn", 100, new PretrainingPlan(false, 1, 1, 1, "cpu"));
        double popularity = new LeaveOneOut(WALKS, 1).evaluate(new Popularity()).ndcg(10);
        try (BackboneTrainer trainer = run.run()) {
            assertThat(
                            new LeaveOneOut(WALKS, 1)
                                    .evaluate(trainer.scorer(), QueryTime.OWN, 1)
                                    .ndcg(10))
                    .isGreaterThan(popularity * 1.5);
        }
        assertThat(run.bestEpoch()).isZero();
    }

    @Test
    void aCheckpointOfOtherOptionsIsRefusedWithThoseThatDiffer() throws IOException {
        pretraining("other", 100, new PretrainingPlan(false, 1, 1, 1, "cpu")).run().close();
        assertThatThrownBy(
                        () ->
                                pretraining(
                                                "other",
                                                100,
                                                new PretrainingPlan(false, 0, 1, 1, "cpu"))
                                        .run())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(folder.resolve("other").toString())
                .hasMessageContaining("it has heldOut=1, this run heldOut=0")
                .hasMessageContaining("--checkpoint");
    }

    @Test
    void aCheckpointOfOtherEventsIsRefusedThoughTheyAreAsMany() throws IOException {
        PretrainingPlan plan = new PretrainingPlan(false, 1, 1, 1, "cpu");
        pretraining(WALKS, "events", 1, 100, plan).run().close();
        InteractionsBuilder others = new InteractionsBuilder();
        for (int event : WALKS.inTimeOrder()) {
            String item = WALKS.itemIds().get(WALKS.row(event) - 1);
            others.add(WALKS.userId(WALKS.userOf(event)), "other " + item, WALKS.seconds(event));
        }
        assertThat(others.size()).isEqualTo(WALKS.size());
        Pretraining another = pretraining(others.build(), "events", 2, 100, plan);
        assertThatThrownBy(another::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(folder.resolve("events").toString())
                .hasMessageContaining("another file")
                .hasMessageContaining("--checkpoint");
        assertThat(another.curve()).isEmpty();
    }

    @Test
    void aDamagedCheckpointIsRefusedByName() throws IOException {
        PretrainingPlan plan = new PretrainingPlan(false, 1, 1, 1, "cpu");
        pretraining(WALKS, "damaged", 1, 100, plan).run().close();
        Path tensors = folder.resolve("damaged/tensors-final-1");
        byte[] whole = Files.readAllBytes(tensors);
        Files.write(tensors, Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> pretraining(WALKS, "damaged", 2, 100, plan).run())
                .hasMessageContaining(tensors.getFileName().toString())
                .hasMessageContaining("must have whole tensors");
        Path state = folder.resolve("damaged/state.json");
        Files.writeString(state, Files.readString(state).substring(0, 100));
        assertThatThrownBy(() -> pretraining(WALKS, "damaged", 2, 100, plan).run())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("readable state.json");
        Files.writeString(state, "{\"key\":\"1200 events\",\"phase\":\"final\",\"epochs\":1}");
        assertThatThrownBy(() -> pretraining(WALKS, "damaged", 2, 100, plan).run())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("of this release");
    }

    @Test
    void aRunGoesOnForMoreEpochsWhereItStood() throws IOException {
        PretrainingPlan plan = new PretrainingPlan(false, 1, 1, 1, "cpu");
        Pretraining two = pretraining(WALKS, "more", 2, 100, plan);
        two.run().close();
        Pretraining four = pretraining(WALKS, "more", 4, 100, plan);
        four.run().close();
        assertThat(four.curve()).hasSize(4);
        assertThat(four.curve().subList(0, 2)).isEqualTo(two.curve());
        assertThat(four.curve().get(3).loss()).isLessThan(two.curve().get(1).loss());
        assertThatThrownBy(() -> pretraining(WALKS, "more", 3, 100, plan).run())
                .hasMessageContaining("The epochs (3)")
                .hasMessageContaining("(4)");
    }

    @Test
    void aSelectionGoesOnForMoreEpochsAndTheRestFollowsAnew() throws IOException {
        PretrainingPlan plan = new PretrainingPlan(true, 1, 1, 1, "cpu");
        Pretraining two = pretraining(WALKS, "select", 2, 100, plan);
        two.run().close();
        Pretraining four = pretraining(WALKS, "select", 4, 100, plan);
        four.run().close();
        assertThat(four.curve().subList(0, 2)).isEqualTo(two.curve().subList(0, 2));
        assertThat(four.curve()).hasSize(4 + four.bestEpoch());
        assertThat(four.curve().get(4).phase()).isEqualTo("final");
        assertThat(four.curve().get(4).epoch()).isEqualTo(1);
    }

    @Test
    void nothingToLearnFromIsRefused() {
        InteractionsBuilder alone = new InteractionsBuilder();
        for (int u = 0; u < 5; u++) {
            alone.add("u" + u, "i" + u, 978_300_000L + u);
        }
        PretrainingPlan plan = new PretrainingPlan(false, 0, 1, 1, "cpu");
        assertThatThrownBy(() -> pretraining(alone.build(), "alone", 1, 100, plan).run())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("The positions (0) to learn from must be at least 1");
        PretrainingPlan heldOut = new PretrainingPlan(true, 500, 1, 1, "cpu");
        assertThatThrownBy(() -> pretraining(WALKS, "alone", 1, 100, heldOut).run())
                .hasMessageContaining("besides the 500 held out");
        assertThat(folder.resolve("alone")).doesNotExist();
    }

    private List<Double> losses(String name, int[] pieces) throws IOException {
        PretrainingPlan plan = new PretrainingPlan(true, 1, 1, 1, "cpu");
        for (int epochs : pieces) {
            Pretraining run = pretraining(name, epochs, plan);
            try {
                run.run().close();
                assertThat(run.curve()).hasSize(3 + run.bestEpoch());
                return run.curve().stream().map(EpochReport::loss).toList();
            } catch (IllegalStateException killed) {
                assertThat(killed).hasMessage("killed");
            }
        }
        throw new AssertionError("The last piece must run to the end.");
    }

    private Pretraining pretraining(String name, int epochs, PretrainingPlan plan) {
        return pretraining(WALKS, name, 3, epochs, plan);
    }

    private Pretraining pretraining(
            Interactions of, String name, int epochs, int stopAfter, PretrainingPlan plan) {
        return new Pretraining(
                of, SHAPE, options(epochs), plan, folder.resolve(name), new Stopping(stopAfter));
    }

    private static TrainingOptions options(int epochs) {
        return new TrainingOptions(
                epochs,
                256,
                5e-3f,
                5,
                .1f,
                0,
                .1f,
                Negatives.ALL,
                16,
                QueryTime.MIXED,
                Windows.ALL,
                7);
    }
}
