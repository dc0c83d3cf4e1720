package io.riffle.training.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.artifact.LocalFiles;
import io.riffle.artifact.Manifest;
import io.riffle.schema.Action;
import io.riffle.schema.Candidate;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.Item;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.Outcome;
import io.riffle.schema.Tier;
import io.riffle.schema.TrainingSample;
import io.riffle.training.backbone.BackboneShape;
import io.riffle.training.judge.GateLimits;
import io.riffle.training.publish.Publication;
import io.riffle.training.publish.PublishCadence;
import io.riffle.training.reranker.RerankerSettings;
import io.riffle.training.stream.BackboneSettings;
import io.riffle.training.testing.TestTrainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reranker as the stream trains it, beside the backbone whose rows it reads. */
class OnlineRerankerTest {
    private static final int ITEMS = 12;
    private static final int CANDIDATES = 6;
    private static final long DELTA = 1_000;
    private static final long RERANKER = 3_000;
    private static final long SNAPSHOT = 10_000;

    @TempDir private Path folder;
    private final AtomicLong clock = new AtomicLong(1_000_000);

    @Test
    void restoredTrainerContinuesExactly() throws IOException {
        try (OnlineTrainer uninterrupted = trainer("a", 1)) {
            begin(uninterrupted);
            feed(uninterrupted, 32, 45);
            byte[] saved = TestTrainer.saved(uninterrupted);
            feed(uninterrupted, 45, 90);
            try (OnlineTrainer restored = trainer("a", 1)) {
                TestTrainer.restore(restored, saved);
                feed(restored, 45, 90);

                assertThat(restored.progress().reranker().steps()).isGreaterThan(5);
                assertThat(restored.progress()).isEqualTo(uninterrupted.progress());
                assertThat(TestTrainer.saved(restored)).isEqualTo(TestTrainer.saved(uninterrupted));
            }
        }
    }

    /** The engine treats every thread but the one that loaded it as if it were learning. */
    @Test
    void trainerIsRestoredInAnyThread() throws IOException {
        try (OnlineTrainer trainer = trainer("a", 1)) {
            begin(trainer);
            feed(trainer, 32, 45);
            byte[] saved = TestTrainer.saved(trainer);
            long steps =
                    CompletableFuture.supplyAsync(
                                    () -> {
                                        try (OnlineTrainer restored = trainer("a", 1)) {
                                            TestTrainer.restore(restored, saved);
                                            feed(restored, 45, 61);
                                            return restored.progress().steps();
                                        } catch (IOException e) {
                                            throw new UncheckedIOException(e);
                                        }
                                    })
                            .join();

            feed(trainer, 45, 61);
            assertThat(steps).isEqualTo(trainer.progress().steps());
        }
    }

    @Test
    void learningLiftsTheClickedItemAboveWhereItWasServed() {
        try (OnlineTrainer trainer = trainer("a", 1)) {
            begin(trainer);
            feed(trainer, 32, 800);
            clock.addAndGet(RERANKER);
            trainer.publishDue();

            RerankerProgress progress = trainer.progress().reranker();
            assertThat(progress.trainedUtility()).isGreaterThan(progress.servedUtility() + 0.1);
        }
    }

    @Test
    void announcementNamesTheBackboneWhoseRowsWereRead() {
        try (OnlineTrainer trainer = trainer("a", 1)) {
            begin(trainer);
            feed(trainer, 32, 64);
            clock.addAndGet(RERANKER);

            List<ModelUpdate> updates = trainer.publishDue();

            assertThat(updates)
                    .extracting(ModelUpdate::model)
                    .containsExactly(ModelUpdate.BACKBONE, ModelUpdate.RERANKER);
            assertThat(rerankerManifest(trainer, 1).backboneFingerprint())
                    .isEqualTo(trainer.store().get("backbone", 2).fingerprint());
            assertThat(updates.get(1).metrics()).containsKey("utility");
        }
    }

    @Test
    void rerankerFollowsABackboneWithANewFingerprintAtTheSameBarrier() {
        try (OnlineTrainer trainer = trainer("a", 1)) {
            begin(trainer);
            feed(trainer, 32, 64);
            clock.addAndGet(SNAPSHOT - 1);
            assertThat(trainer.publishDue()).hasSize(2);
            trainer.describe(item("new"));
            clock.addAndGet(1);
            // The delta for the new item would keep the fingerprint: a snapshot is due.
            List<ModelUpdate> updates = trainer.publishDue();

            assertThat(updates)
                    .extracting(ModelUpdate::model)
                    .containsExactly(ModelUpdate.BACKBONE, ModelUpdate.RERANKER);
            assertThat(updates.get(0).baseVersion()).isZero();
            Manifest reranker = rerankerManifest(trainer, 2);
            assertThat(reranker.backboneFingerprint())
                    .isEqualTo(trainer.store().get("backbone", 3).fingerprint())
                    .isNotEqualTo(rerankerManifest(trainer, 1).backboneFingerprint());
        }
    }

    @Test
    void deltaKeepsTheFingerprintAndTheRerankerItsOwnInterval() {
        try (OnlineTrainer trainer = trainer("a", 1)) {
            begin(trainer);
            feed(trainer, 32, 64);
            clock.addAndGet(RERANKER);
            assertThat(trainer.publishDue()).hasSize(2);
            feed(trainer, 64, 80);
            clock.addAndGet(DELTA);

            assertThat(trainer.publishDue())
                    .extracting(ModelUpdate::model)
                    .containsExactly(ModelUpdate.BACKBONE);
        }
    }

    @Test
    void rerankerThatBringsTooFewClicksIsNotPublished() {
        // Twice as many as the first stage's order would bring: no order brings more than that.
        try (OnlineTrainer trainer = trainer("a", 1, -Math.log(2))) {
            for (int i = 0; i < 64; i++) {
                offer(trainer, proposedFirst(sample(i)), 0);
                if (i == 32) {
                    assertThat(trainer.publishDue()).hasSize(1);
                }
            }
            clock.addAndGet(RERANKER);

            assertThat(trainer.publishDue())
                    .extracting(ModelUpdate::model)
                    .containsExactly(ModelUpdate.BACKBONE);
            assertThat(trainer.refused()).containsEntry(Publication.Gate.QUALITY, 1L);
            assertThat(trainer.store().versions("reranker")).isEmpty();
        }
    }

    /** A judgement scores everything that is held out: it is not repeated at every checkpoint. */
    @Test
    void whatCannotBeJudgedYetIsAskedAgainAfterTheInterval() {
        TestTrainer tests =
                new TestTrainer(folder, clock).gates(new GateLimits(8, 1, 30, 1e-5, 9, 1));
        try (OnlineTrainer trainer = tests.in("few")) {
            feed(trainer, 0, 32);
            trainer.publishDue();
            feed(trainer, 32, 40);
            clock.addAndGet(1_000);
            trainer.publishDue();
            assertThat(trainer.store().versions("reranker")).as("too little").isEmpty();

            feed(trainer, 40, 160);
            clock.addAndGet(500);
            trainer.publishDue();
            assertThat(trainer.store().versions("reranker")).as("too soon").isEmpty();
            clock.addAndGet(500);
            trainer.publishDue();
            assertThat(trainer.store().versions("reranker")).hasSize(1);
        }
    }

    @Test
    void teacherRestsWhileTheBacklogIsLong() {
        try (OnlineTrainer trainer = trainer("a", 1)) {
            begin(trainer);
            feed(trainer, 32, 64);
            RerankerProgress before = trainer.progress().reranker();
            assertThat(before.taughtSteps()).isEqualTo(before.steps()).isPositive();
            for (int i = 64; i < 96; i++) {
                offer(trainer, sample(i), clock.get() - 15_000);
            }

            RerankerProgress after = trainer.progress().reranker();
            assertThat(trainer.progress().mode()).isEqualTo(BacklogPolicy.Mode.STUDENT_ONLY);
            assertThat(after.steps()).isGreaterThan(before.steps());
            assertThat(after.taughtSteps()).isEqualTo(before.taughtSteps());
        }
    }

    @Test
    void versionsGrowAfterARestoreToo() throws IOException {
        try (OnlineTrainer trainer = trainer("a", 1)) {
            begin(trainer);
            feed(trainer, 32, 64);
            byte[] saved = TestTrainer.saved(trainer);
            clock.addAndGet(RERANKER);
            trainer.publishDue();
            TestTrainer.restore(trainer, saved);
            clock.addAndGet(RERANKER);

            assertThat(trainer.publishDue())
                    .filteredOn(update -> update.model().equals(ModelUpdate.RERANKER))
                    .extracting(ModelUpdate::version)
                    .containsExactly(2L);
        }
    }

    @Test
    void freshTrainerGoesOnFromThePublishedReranker() {
        try (OnlineTrainer trainer = trainer("a", 1)) {
            begin(trainer);
            feed(trainer, 32, 64);
            clock.addAndGet(RERANKER);
            trainer.publishDue();
        }
        try (OnlineTrainer next = trainer("a", 1)) {
            feed(next, 64, 72);

            assertThat(next.progress().reranker().steps()).isEqualTo(1);
        }
    }

    /** Enough lists for a reranker, and the backbone whose rows it reads. */
    private static void begin(OnlineTrainer trainer) {
        feed(trainer, 0, 32);
        assertThat(trainer.publishDue()).extracting(ModelUpdate::version).containsExactly(1L);
    }

    private static Manifest rerankerManifest(OnlineTrainer trainer, long version) {
        return trainer.store().manifest("reranker", version);
    }

    private static void feed(OnlineTrainer trainer, int from, int to) {
        for (int i = from; i < to; i++) {
            offer(trainer, sample(i), 0);
        }
    }

    private static void offer(OnlineTrainer trainer, TrainingSample sample, long received) {
        trainer.offer(sample, received);
        if (trainer.waitMs() == 0) {
            trainer.learn();
        }
    }

    /** Whoever clicked item n clicks the next one of the ring, wherever it stands in the list. */
    private static TrainingSample sample(int i) {
        int at = (i * 7) % ITEMS;
        HistoryEvent next = event(at + 1, 1);
        List<Candidate> candidates = new ArrayList<>();
        List<String> displayed = new ArrayList<>();
        int first = at + 1 - i % CANDIDATES;
        for (int c = 0; c < CANDIDATES; c++) {
            String id = id(first + c + ITEMS);
            candidates.add(new Candidate(id, 1f - 0.1f * c, new float[0]));
            displayed.add(id);
        }
        return new TrainingSample(
                "sample-" + i,
                "request-" + i,
                0,
                "user-" + i,
                1_000_000,
                Map.of("group", "g" + i % 2),
                List.of(event(at, 0)),
                candidates,
                displayed,
                next,
                List.of(next),
                Outcome.CLICKED,
                Tier.GENERATOR_ONLY,
                1,
                0,
                List.of());
    }

    /** The same click on a list whose first candidate it is: no order can be better. */
    private static TrainingSample proposedFirst(TrainingSample plain) {
        String clicked = plain.labels().get(0).itemId();
        List<Candidate> others = new ArrayList<>();
        others.add(new Candidate(clicked, 1, new float[0]));
        for (Candidate candidate : plain.candidates()) {
            if (!candidate.itemId().equals(clicked)) {
                others.add(
                        new Candidate(candidate.itemId(), 1 - .1f * others.size(), new float[0]));
            }
        }
        return plain.withCandidates(others);
    }

    private static HistoryEvent event(int item, int k) {
        return new HistoryEvent(id(item), 1_000_000 + 10_000L * k, Action.CLICK);
    }

    private static String id(int item) {
        return "item-" + Math.floorMod(item, ITEMS);
    }

    private static Item item(String id) {
        return new Item(id, id, List.of("red"), 0, Map.of());
    }

    private OnlineTrainer trainer(String name, double tolerance) {
        return trainer(name, tolerance, 9 * tolerance);
    }

    private OnlineTrainer trainer(String name, double tolerance, double listTolerance) {
        OnlineSettings settings =
                new OnlineSettings(
                        8,
                        1_000,
                        64,
                        1,
                        20,
                        100,
                        1_000,
                        0.3,
                        50,
                        1,
                        new BacklogPolicy(10_000, 20_000),
                        new BackboneSettings(
                                0.01f, 0.01f, 0, 10, 0, 0.1f, 9, 64, 1000, 16, 100, false, 5),
                        new RerankerSettings(true, 16, 16, 1, 1e-2f, .3f, 64, 0, 7),
                        3);
        return new OnlineTrainer(
                settings,
                new PublishCadence(SNAPSHOT, DELTA, RERANKER),
                new GateLimits(8, tolerance, 8, 1e-5, listTolerance, 86_400_000),
                new LocalFiles(),
                folder.resolve(name).toString(),
                null,
                new BackboneShape(8, 1, 16, 8),
                clock::get);
    }
}
