package io.riffle.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.store.ModelStore;
import io.riffle.job.testing.Oracle.Expected;
import io.riffle.job.testing.TestLane;
import io.riffle.job.testing.TestModel;
import io.riffle.schema.Recommendation;
import io.riffle.schema.TrainingSample;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.util.MiniClusterWithClientResource;
import org.apache.flink.util.FileUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A savepoint of the whole job as a release wrote it in the middle of a stream, kept as files:
 * every later release goes on from it. {@code -Driffle.golden.regenerate=NAME} writes that of the
 * name anew; do so only for a release that is not out.
 */
class ReleasedSavepointITCase {

    private static final Path RELEASED = Path.of("src", "test", "resources", "savepoint");

    /** Clicks before the savepoint: the source waits for a checkpoint then. */
    private static final int BEFORE = 150;

    @TempDir private Path folder;

    private MiniClusterWithClientResource cluster;
    private LoadedModel model;

    @BeforeEach
    void start() throws Exception {
        TestModel.publish(folder.resolve("store"), 7);
        model = ModelStore.backbone(folder.resolve("store").toString());
        Configuration configuration = new Configuration();
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(64));
        cluster =
                new MiniClusterWithClientResource(
                        new MiniClusterResourceConfiguration.Builder()
                                .setConfiguration(configuration)
                                .setNumberTaskManagers(1)
                                .setNumberSlotsPerTaskManager(1)
                                .build());
        cluster.before();
    }

    @AfterEach
    void stop() {
        cluster.after();
    }

    @ParameterizedTest
    @ValueSource(strings = {"release-0.1.0"})
    void theJobOfAReleaseIsGoneOnWith(String release) throws Exception {
        if (release.equals(System.getProperty("riffle.golden.regenerate"))) {
            write(release);
        }
        Map<String, List<Expected>> expected = new TreeMap<>();
        Map<String, String> nexts = new TreeMap<>();
        WholeJob.expect(model, JobRecords.clicks(), expected, nexts);
        Map<String, List<Expected>> before = new TreeMap<>();
        Map<String, String> nextsBefore = new TreeMap<>();
        WholeJob.expect(model, JobRecords.clicks().subList(0, BEFORE), before, nextsBefore);
        before.forEach((user, some) -> expected.merge(user, some, ReleasedSavepointITCase::after));
        expected.values().removeIf(List::isEmpty);
        nexts.keySet().removeAll(nextsBefore.keySet());

        Configuration configuration = configuration();
        configuration.set(
                StateRecoveryOptions.SAVEPOINT_PATH,
                RELEASED.resolve(release).toAbsolutePath().toString());
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(100));
        environment("later", configuration, 40).execute("later");

        List<Recommendation> answers = TestLane.fast("later");
        assertThat(WholeJob.firstOfEachId(answers)).isEqualTo(expected);
        // Slates that were open are settled: what was clicked next, the release has not seen.
        List<TrainingSample> samples = TestLane.ledger("later-samples");
        Map<String, String> found = new TreeMap<>();
        for (TrainingSample sample : samples) {
            if (sample.next() != null && !nextsBefore.containsKey(sample.recommendationId())) {
                found.put(sample.recommendationId(), sample.next().itemId());
            }
        }
        assertThat(found).isEqualTo(nexts);
    }

    private void write(String release) throws Exception {
        Path target = RELEASED.resolve(release);
        FileUtils.deleteDirectory(target.toFile());
        Files.createDirectories(RELEASED);
        Configuration configuration = configuration();
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofHours(1));
        JobClient client = environment("release", configuration, BEFORE).executeAsync("release");
        Map<String, List<Expected>> before = new TreeMap<>();
        WholeJob.expect(model, JobRecords.clicks().subList(0, BEFORE), before, new TreeMap<>());
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!WholeJob.firstOfEachId(TestLane.fast("release")).equals(before)) {
            assertThat(System.nanoTime()).as("patience for the answers").isLessThan(deadline);
            Thread.onSpinWait();
        }
        Path written = folder.resolve("savepoint");
        String uri =
                client.stopWithSavepoint(
                                false, written.toUri().toString(), SavepointFormatType.CANONICAL)
                        .get(1, TimeUnit.MINUTES);
        Files.move(Path.of(URI.create(uri)), target);
    }

    private Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        return configuration;
    }

    private StreamExecutionEnvironment environment(
            String name, Configuration configuration, int perCheckpoint) {
        RecommendationJob job = WholeJob.job(name, folder.resolve("store"), 8, perCheckpoint);
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(
                        JobConfiguration.withDefaults(configuration));
        env.setParallelism(1);
        job.define(env);
        return env;
    }

    /** What follows a beginning. */
    private static List<Expected> after(List<Expected> all, List<Expected> beginning) {
        assertThat(all.subList(0, beginning.size())).isEqualTo(beginning);
        return new ArrayList<>(all.subList(beginning.size(), all.size()));
    }
}
