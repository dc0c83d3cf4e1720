package io.riffle.training.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.artifact.Manifest;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.TrainingSample;
import io.riffle.training.judge.GateLimits;
import io.riffle.training.judge.Judges;
import io.riffle.training.publish.Publication;
import io.riffle.training.samples.FactsOfRequest;
import io.riffle.training.samples.ItemFacts;
import io.riffle.training.samples.Lesson;
import io.riffle.training.samples.Taken;
import io.riffle.training.testing.TestTrainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a reranker of the stream is published, and over which backbone. */
class OnlineRerankerPublishingTest {
    @TempDir private Path folder;
    private final AtomicLong clock = new AtomicLong(1_000_000);

    @Test
    void announcementNamesTheBackboneWhoseRowsWereRead() {
        try (OnlineTrainer trainer = ring().trainer("a", 1)) {
            ClickRing.begin(trainer);
            ClickRing.feed(trainer, 32, 64);
            clock.addAndGet(ClickRing.RERANKER);

            List<ModelUpdate> updates = trainer.publishDue();

            assertThat(updates)
                    .extracting(ModelUpdate::model)
                    .containsExactly(ModelUpdate.BACKBONE, ModelUpdate.RERANKER);
            assertThat(rerankerManifest(trainer, 1).backboneFingerprint())
                    .isEqualTo(trainer.models().store().get("backbone", 2).fingerprint());
            assertThat(updates.get(1).metrics()).containsKey("utility");
        }
    }

    @Test
    void rerankerFollowsABackboneWithANewFingerprintAtTheSameBarrier() {
        try (OnlineTrainer trainer = ring().trainer("a", 1)) {
            ClickRing.begin(trainer);
            ClickRing.feed(trainer, 32, 64);
            clock.addAndGet(ClickRing.SNAPSHOT - 1);
            assertThat(trainer.publishDue()).hasSize(2);
            trainer.describe(ClickRing.item("new"));
            clock.addAndGet(1);
            // The delta for the new item would keep the fingerprint: a snapshot is due.
            List<ModelUpdate> updates = trainer.publishDue();

            assertThat(updates)
                    .extracting(ModelUpdate::model)
                    .containsExactly(ModelUpdate.BACKBONE, ModelUpdate.RERANKER);
            assertThat(updates.get(0).baseVersion()).isZero();
            Manifest reranker = rerankerManifest(trainer, 2);
            assertThat(reranker.backboneFingerprint())
                    .isEqualTo(trainer.models().store().get("backbone", 3).fingerprint())
                    .isNotEqualTo(rerankerManifest(trainer, 1).backboneFingerprint());
        }
    }

    @Test
    void deltaKeepsTheFingerprintAndTheRerankerItsOwnInterval() {
        try (OnlineTrainer trainer = ring().trainer("a", 1)) {
            ClickRing.begin(trainer);
            ClickRing.feed(trainer, 32, 64);
            clock.addAndGet(ClickRing.RERANKER);
            assertThat(trainer.publishDue()).hasSize(2);
            ClickRing.feed(trainer, 64, 80);
            clock.addAndGet(ClickRing.DELTA);

            assertThat(trainer.publishDue())
                    .extracting(ModelUpdate::model)
                    .containsExactly(ModelUpdate.BACKBONE);
        }
    }

    @Test
    void rerankerThatBringsTooFewClicksIsNotPublished() {
        // Twice as many as the first stage's order would bring: no order brings more than that.
        try (OnlineTrainer trainer = ring().trainer("a", 1, -Math.log(2))) {
            for (int i = 0; i < 64; i++) {
                ClickRing.offer(trainer, ClickRing.proposedFirst(ClickRing.sample(i)), 0);
                if (i == 32) {
                    assertThat(trainer.publishDue()).hasSize(1);
                }
            }
            clock.addAndGet(ClickRing.RERANKER);

            assertThat(trainer.publishDue())
                    .extracting(ModelUpdate::model)
                    .containsExactly(ModelUpdate.BACKBONE);
            assertThat(trainer.refused()).containsEntry(Publication.Gate.QUALITY, 1L);
            assertThat(trainer.models().store().versions("reranker")).isEmpty();
        }
    }

    /** A judgement scores everything that is held out: it is not repeated at every checkpoint. */
    @Test
    void whatCannotBeJudgedYetIsAskedAgainAfterTheInterval() {
        TestTrainer tests =
                new TestTrainer(folder, clock).gates(new GateLimits(8, 1, 30, 1e-5, 9, 1));
        try (OnlineTrainer trainer = tests.in("few")) {
            ClickRing.feed(trainer, 0, 32);
            trainer.publishDue();
            ClickRing.feed(trainer, 32, 40);
            clock.addAndGet(1_000);
            trainer.publishDue();
            assertThat(trainer.models().store().versions("reranker")).as("too little").isEmpty();

            ClickRing.feed(trainer, 40, 160);
            clock.addAndGet(500);
            trainer.publishDue();
            assertThat(trainer.models().store().versions("reranker")).as("too soon").isEmpty();
            clock.addAndGet(500);
            trainer.publishDue();
            assertThat(trainer.models().store().versions("reranker")).hasSize(1);
        }
    }

    /** Else each small loss is the floor of the next one. */
    @Test
    void whatIsBelowTheBestThatServesDoesNotBecomeTheBest() {
        Judges judges = new Judges(true, 1, 100, 9, new GateLimits(8, 1, 8, 1e-5, 9, 86_400_000));
        try (OnlineTrainer trainer = ring().trainer("a", 1)) {
            ClickRing.begin(trainer);
            ClickRing.feed(trainer, 32, 200);
            ItemFacts facts = trainer.models().reranker().facts();
            for (int i = 1_000; i < 1_064; i++) {
                TrainingSample sample = FactsOfRequest.kept(ClickRing.sample(i), null, facts);
                judges.heldBack().exchange(List.of(new Taken(Lesson.whole(sample), true)));
            }
            Map<String, Double> metrics = published(trainer, judges, 1);
            assertThat(metrics.get("utility")).isGreaterThan(metrics.get("served_utility"));
            assertThat(judges.reranker().best(clock.get())).isEqualTo(1);

            for (int i = 200; i < 500; i++) {
                ClickRing.offer(trainer, ClickRing.clickedElsewhere(ClickRing.sample(i)), 0);
            }
            metrics = published(trainer, judges, 2);
            assertThat(metrics.get("utility")).isLessThan(metrics.get("served_utility"));
            assertThat(judges.reranker().best(clock.get())).isEqualTo(1);
        }
    }

    /** The announcement's metrics of a version. */
    private Map<String, Double> published(OnlineTrainer trainer, Judges judges, long version) {
        long now = clock.addAndGet(ClickRing.RERANKER);
        Publication publication =
                trainer.models().reranker().publishDue(judges, new LinkedHashMap<>(), now);
        assertThat(publication).isInstanceOf(Publication.Published.class);
        ModelUpdate update = ((Publication.Published) Objects.requireNonNull(publication)).update();
        assertThat(update.version()).isEqualTo(version);
        return update.metrics();
    }

    @Test
    void versionsGrowAfterARestoreToo() throws IOException {
        try (OnlineTrainer trainer = ring().trainer("a", 1)) {
            ClickRing.begin(trainer);
            ClickRing.feed(trainer, 32, 64);
            byte[] saved = TestTrainer.saved(trainer);
            clock.addAndGet(ClickRing.RERANKER);
            trainer.publishDue();
            TestTrainer.restore(trainer, saved);
            clock.addAndGet(ClickRing.RERANKER);

            assertThat(trainer.publishDue())
                    .filteredOn(update -> update.model().equals(ModelUpdate.RERANKER))
                    .extracting(ModelUpdate::version)
                    .containsExactly(2L);
        }
    }

    @Test
    void versionsThatAStateNamesAreToldAndTheSameAfterARestore() throws IOException {
        try (OnlineTrainer trainer = ring().trainer("a", 1);
                OnlineTrainer restored = ring().trainer("b", 1)) {
            assertThat(trainer.named().values()).allMatch(Set::isEmpty);
            ClickRing.begin(trainer);
            ClickRing.feed(trainer, 32, 64);
            clock.addAndGet(ClickRing.RERANKER);
            trainer.publishDue();

            Map<String, Set<Long>> named = trainer.named();
            assertThat(named.get(ModelUpdate.BACKBONE)).contains(2L).isSubsetOf(1L, 2L);
            assertThat(named.get(ModelUpdate.RERANKER)).containsExactly(1L);
            byte[] saved = TestTrainer.saved(trainer);
            try (OnlineTrainer next = ring().trainer("a", 1)) {
                TestTrainer.restore(next, saved);
                assertThat(next.named()).isEqualTo(named);
            }
            // What is gone is named no more.
            TestTrainer.restore(restored, saved);
            assertThat(restored.named().get(ModelUpdate.BACKBONE)).isEmpty();
        }
    }

    private static Manifest rerankerManifest(OnlineTrainer trainer, long version) {
        return trainer.models().store().manifest("reranker", version);
    }

    private ClickRing ring() {
        return new ClickRing(folder, clock);
    }
}
