package io.riffle.job.recommend;

import static io.riffle.job.testing.Bundles.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.inference.Inference;
import io.riffle.job.inference.InferenceLoader;
import io.riffle.job.models.Artifact;
import io.riffle.job.testing.FakeModel;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StepDeviceTest {

    private static final AtomicInteger HELD = new AtomicInteger();

    @Test
    void aSubtaskHasADeviceOfItsOwnUntilItCloses() throws Exception {
        RecommendHarness first = RecommendHarness.started(settings(1), new Counting(-1));
        RecommendHarness second = RecommendHarness.started(settings(1), new Counting(-1));
        assertThat(HELD.get()).isEqualTo(2);

        first.close();
        assertThat(HELD.get()).isEqualTo(1);
        second.close();
        assertThat(HELD.get()).isZero();
    }

    /** Gives devices by number. */
    private record Counting(int gpu) implements InferenceLoader {
        @Override
        public Inference load(@Nullable Inference current, Artifact artifact) {
            assertThat(gpu).isNotNegative();
            return FakeModel.LOADER.load(current, artifact);
        }

        @Override
        public InferenceLoader on(RuntimeContext subtask) {
            return new Counting(HELD.getAndIncrement());
        }

        @Override
        public void release() {
            assertThat(gpu).isNotNegative();
            HELD.decrementAndGet();
        }
    }
}
