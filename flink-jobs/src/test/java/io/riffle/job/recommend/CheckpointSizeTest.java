package io.riffle.job.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.inference.RecommenderLoader;
import io.riffle.job.settings.ModelSettings;
import io.riffle.job.settings.RecommendSettings;
import io.riffle.job.swap.FlinkFiles;
import io.riffle.job.testing.Bundles;
import io.riffle.job.testing.TestModel;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cache is derived: a checkpoint is as large whether it is off, tiny or holds everybody. */
class CheckpointSizeTest {

    @TempDir private Path store;

    @Test
    void checkpointBytesDoNotDependOnTheCache() throws Exception {
        TestModel.publish(store, 1);

        List<Long> off = checkpoints(0);
        assertThat(off).hasSize(3).doesNotHaveDuplicates();
        assertThat(checkpoints(4 << 10)).isEqualTo(off);
        assertThat(checkpoints(4 << 20)).isEqualTo(off);
    }

    /** Bytes of the state after 40, 80 and 120 clicks of six users. */
    private List<Long> checkpoints(long cacheBytes) throws Exception {
        ModelSettings models = new ModelSettings(5, 10, cacheBytes, 0, 2, 2, "cpu", 0, 0.5);
        RecommendSettings settings = Bundles.settings(6, store.toUri().toString(), models);
        try (RecommendHarness harness =
                RecommendHarness.started(
                        settings, new RecommenderLoader<>(models, new FlinkFiles()))) {
            return LongStream.rangeClosed(1, 3)
                    .mapToObj(
                            part -> {
                                try {
                                    return bytesAfter(harness, 40 * (part - 1), 40 * part);
                                } catch (Exception e) {
                                    throw new AssertionError(e);
                                }
                            })
                    .toList();
        }
    }

    private static long bytesAfter(RecommendHarness harness, long from, long to) throws Exception {
        for (long i = from; i < to; i++) {
            harness.user(
                    Bundles.click(
                            "u" + i % 6,
                            "e" + i,
                            "item-" + (1 + i * 7 % 39),
                            1_000_000 + 1_000 * i));
        }
        return harness.checkpoint().getStateSize();
    }
}
