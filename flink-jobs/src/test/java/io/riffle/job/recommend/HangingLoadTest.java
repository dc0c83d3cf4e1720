package io.riffle.job.recommend;

import static io.riffle.job.testing.Bundles.click;
import static io.riffle.job.testing.Bundles.settings;
import static io.riffle.job.testing.Bundles.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.inference.Inference;
import io.riffle.job.inference.InferenceLoader;
import io.riffle.job.models.Artifact;
import io.riffle.job.settings.LoadSettings;
import io.riffle.job.settings.ModelSettings;
import io.riffle.job.settings.RecommendSettings;
import io.riffle.job.state.SharedInput.Announced;
import io.riffle.job.testing.FakeModel;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.Tier;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Loads that do not end in time, and loads that end when nobody waits for them any more. */
class HangingLoadTest {

    private static final String BACKBONE = ModelUpdate.BACKBONE;
    private static final long TIMEOUT = 60_000;

    /** A load of fake:2 says that it has begun, and hangs until it may end, come what may. */
    private static Semaphore begun = new Semaphore(0);

    private static CountDownLatch mayEnd = new CountDownLatch(1);
    private static Semaphore ended = new Semaphore(0);
    private static boolean readWhatWasClosed;
    private static final List<Thread> GIVEN_UP = new CopyOnWriteArrayList<>();

    private static final InferenceLoader LOADER =
            (current, artifact) -> {
                if (!artifact.uri().equals("fake:2")) {
                    return FakeModel.load(current, artifact);
                }
                begun.release();
                boolean interrupted = false;
                while (mayEnd.getCount() > 0) {
                    try {
                        mayEnd.await();
                    } catch (InterruptedException e) {
                        // A store's client that knows no interrupts.
                        interrupted = true;
                    }
                }
                readWhatWasClosed |= current != null && ((FakeModel) current).closed();
                try {
                    return FakeModel.load(current, artifact);
                } finally {
                    ended.release();
                    if (interrupted) {
                        Thread.currentThread().interrupt();
                    }
                }
            };

    /** The same, and keeps what it is told. */
    private static final class Telling implements InferenceLoader {
        private static final long serialVersionUID = 1L;

        @Override
        public Inference load(@Nullable Inference current, Artifact artifact) {
            return LOADER.load(current, artifact);
        }

        @Override
        public void giveUp(Thread load) {
            GIVEN_UP.add(load);
        }
    }

    @BeforeEach
    void anew() {
        begun = new Semaphore(0);
        mayEnd = new CountDownLatch(1);
        ended = new Semaphore(0);
        readWhatWasClosed = false;
        GIVEN_UP.clear();
    }

    @Test
    void aLoadThatHangsIsGivenUpAndLaterUpdatesComeIntoUse() throws Exception {
        int openBefore = FakeModel.open();
        try (RecommendHarness harness = RecommendHarness.started(timed(TIMEOUT), new Telling())) {
            harness.shared(new Announced(update(BACKBONE, 2, "fake:2")));
            begun.acquire();
            harness.setProcessingTime(harness.getProcessingTime() + TIMEOUT);
            assertThat(harness.recommend().swapping()).isFalse();
            assertThat(GIVEN_UP).hasSize(1);

            harness.shared(new Announced(update(BACKBONE, 3, "fake:3")));
            harness.awaitSwap();
            assertThat(version(harness, "e1")).isEqualTo(3);
            mayEnd.countDown();
            ended.acquire();
        }
        assertThat(readWhatWasClosed).isFalse();
        assertThat(FakeModel.open()).isEqualTo(openBefore);
    }

    @Test
    void aLoadThatIsLateIsTriedAgain() throws Exception {
        try (RecommendHarness harness = RecommendHarness.started(timed(TIMEOUT), LOADER)) {
            harness.shared(new Announced(update(BACKBONE, 2, "fake:2")));
            begun.acquire();
            harness.setProcessingTime(harness.getProcessingTime() + TIMEOUT);
            mayEnd.countDown();
            harness.setProcessingTime(harness.getProcessingTime() + TIMEOUT);
            harness.awaitSwap();
            assertThat(version(harness, "e1")).isEqualTo(2);
        }
    }

    @Test
    void whatEndsAfterTheStepIsClosedAndNothingIsFreedUnderIt() throws Exception {
        int openBefore = FakeModel.open();
        RecommendHarness harness = RecommendHarness.started(timed(TIMEOUT), LOADER);
        harness.shared(new Announced(update(BACKBONE, 2, "fake:2")));
        begun.acquire();
        Thread closer = new Thread(harness::close);
        closer.start();
        mayEnd.countDown();
        closer.join();
        assertThat(readWhatWasClosed).isFalse();
        assertThat(FakeModel.open()).isEqualTo(openBefore);
    }

    @Test
    void whatIsHandedOverWhileTheMailboxClosesIsClosed() throws Exception {
        int openBefore = FakeModel.open();
        RecommendHarness harness = RecommendHarness.started(timed(TIMEOUT), LOADER);
        mayEnd.countDown();
        harness.shared(new Announced(update(BACKBONE, 2, "fake:2")));
        ended.acquire();
        // Its mail may lie in the mailbox, and nobody will run it.
        harness.close();
        assertThat(FakeModel.open()).isEqualTo(openBefore);
    }

    @Test
    void aStoreThatHangsAtARestoreDelaysTheStartByTheTimeoutAndNoMore() throws Exception {
        mayEnd.countDown();
        RecommendHarness harness = RecommendHarness.started(timed(TIMEOUT), LOADER);
        harness.shared(new Announced(update(BACKBONE, 2, "fake:2")));
        harness.awaitSwap();
        OperatorSubtaskState state = harness.checkpoint();
        harness.close();

        mayEnd = new CountDownLatch(1);
        harness = RecommendHarness.restored(timed(1), LOADER, state);
        assertThat(version(harness, "e1")).isLessThan(2);
        mayEnd.countDown();
        harness.close();
    }

    @Test
    void withoutAnyOtherModelPopularItemsServeMeanwhile() throws Exception {
        RecommendSettings none = settings(1, null, models(1));
        mayEnd.countDown();
        RecommendHarness harness =
                RecommendHarness.started(settings(1, null, models(TIMEOUT)), LOADER);
        harness.shared(new Announced(update(BACKBONE, 2, "fake:2")));
        harness.awaitSwap();
        OperatorSubtaskState state = harness.checkpoint();
        harness.close();

        mayEnd = new CountDownLatch(1);
        harness = RecommendHarness.restored(none, LOADER, state);
        harness.user(click("ann", "e1", "i1", 1_000));
        assertThat(harness.takeRecommendations().get(0).tier()).isEqualTo(Tier.POPULAR);
        mayEnd.countDown();
        harness.close();
    }

    private static long version(RecommendHarness harness, String event) throws Exception {
        harness.user(click("ann", event, "i1", 1_000));
        return harness.takeRecommendations().get(0).backboneVersion();
    }

    private static RecommendSettings timed(long timeout) {
        return settings(1, "fake:1", models(timeout));
    }

    private static ModelSettings models(long timeout) {
        LoadSettings loading = new LoadSettings(null, Duration.ofMillis(timeout), 0);
        return new ModelSettings(
                FakeModel.SLATE, FakeModel.CANDIDATES, 0, 0, 16, 0, "cpu", 0, 0.5, loading);
    }
}
