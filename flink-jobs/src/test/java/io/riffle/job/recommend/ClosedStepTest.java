package io.riffle.job.recommend;

import static io.riffle.job.testing.Bundles.click;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.inference.Inference;
import io.riffle.job.inference.InferenceLoader;
import io.riffle.job.models.Artifact;
import io.riffle.job.state.SharedInput.Announced;
import io.riffle.job.testing.Remains;
import io.riffle.schema.ModelUpdate;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing of a step outlives it, however it ends: its job's class loader can go. */
class ClosedStepTest {

    private static CountDownLatch loading = new CountDownLatch(1);

    @TempDir private Path folder;
    private RealModels models;
    private Remains before;

    /** Says that it has begun, and waits until it is interrupted. */
    private static final class Interrupted implements InferenceLoader {
        private static final long serialVersionUID = 1L;
        private final InferenceLoader real;
        private final String hangs;

        Interrupted(InferenceLoader real, ModelUpdate hangs) {
            this.real = real;
            this.hangs = hangs.uri();
        }

        @Override
        public Inference load(@Nullable Inference current, Artifact artifact) {
            if (artifact.uri().equals(hangs)) {
                loading.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return real.load(current, artifact);
        }
    }

    @BeforeEach
    void before() {
        models = new RealModels(folder);
        before = Remains.before();
        loading = new CountDownLatch(1);
    }

    @Test
    void afterSwapsAndARollbackNothingIsLeft() throws Exception {
        RecommendHarness harness = models.started();
        for (int seed = 3; seed < 6; seed++) {
            harness.shared(
                    new Announced(models.announce(RealModels.BACKBONE, models.backbone(seed))));
            harness.awaitSwap();
            harness.user(click("u", "e" + seed, "item-1", 1_000L * seed));
        }
        assertThat(before.left()).isNotEmpty();
        harness.close();

        assertThat(before.left()).isEmpty();
    }

    @Test
    void aStepThatEndsWhileItLoadsLeavesNothing() throws Exception {
        ModelUpdate update = models.announce(RealModels.BACKBONE, models.backbone(3));
        RecommendHarness harness =
                RecommendHarness.started(
                        models.settings(0), new Interrupted(models.loader(), update));
        harness.shared(new Announced(update));
        loading.await();
        assertThat(before.left()).anyMatch(each -> each.contains("riffle-model-loader"));
        harness.close();

        assertThat(before.left()).isEmpty();
    }

    /** A task that failed closes its steps and finishes nothing. */
    @Test
    void aStepThatFailedLeavesNothingNorDoesOneThatCannotBeRestored() throws Exception {
        RecommendHarness harness =
                RecommendHarness.started(
                        models.settings(models.settings(0).models(), 64), models.loader());
        OperatorSubtaskState state = harness.checkpoint();
        harness.user(click("u", "e", "item-1", 1_000));
        harness.close();
        assertThat(before.left()).isEmpty();

        InferenceLoader real = models.loader();
        InferenceLoader broken =
                (current, artifact) -> {
                    if (artifact.model().equals(RealModels.RERANKER)) {
                        throw new OutOfMemoryError("a fault");
                    }
                    return real.load(current, artifact);
                };
        RecommendHarness.restored(models.settings(0), broken, state).close();
        assertThat(before.left()).isEmpty();
    }
}
