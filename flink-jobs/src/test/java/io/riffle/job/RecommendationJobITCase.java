package io.riffle.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.store.ModelStore;
import io.riffle.job.testing.Oracle;
import io.riffle.job.testing.Oracle.Expected;
import io.riffle.job.testing.TestLane;
import io.riffle.job.testing.TestLane.Fatal;
import io.riffle.job.testing.TestModel;
import io.riffle.job.testing.TestSource;
import io.riffle.schema.DeadLetter;
import io.riffle.schema.Tier;
import io.riffle.schema.TrainingSample;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.util.MiniClusterWithClientResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole job on a cluster in this JVM, with RocksDB, killed in the middle of the stream. */
class RecommendationJobITCase {
    @TempDir private static Path folder;
    private static MiniClusterWithClientResource cluster;
    private static LoadedModel model;

    @BeforeAll
    static void start() throws Exception {
        TestModel.publish(folder.resolve("store"), 7);
        model = ModelStore.backbone(folder.resolve("store").toString());
        Configuration configuration = new Configuration();
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(64));
        cluster =
                new MiniClusterWithClientResource(
                        new MiniClusterResourceConfiguration.Builder()
                                .setConfiguration(configuration)
                                .setNumberTaskManagers(1)
                                .setNumberSlotsPerTaskManager(2)
                                .build());
        cluster.before();
    }

    @AfterAll
    static void stop() {
        cluster.after();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 64, 57, NONE",
        "2, 64, 211, WRITE",
        "2, 3, 399, COMMIT",
        "1, 3, 5:118:119:260, COMMIT"
    })
    void whateverIsKilledTheOutputsAreTheOracles(
            int parallelism, int bundleSize, String records, String ledger) throws Exception {
        String name = "replay-" + parallelism + "-" + bundleSize;
        Integer[] failAt =
                Arrays.stream(records.split(":")).map(Integer::valueOf).toArray(Integer[]::new);
        Map<String, List<Expected>> expected = new TreeMap<>();
        Map<String, String> nexts = new TreeMap<>();
        Oracle oracle = WholeJob.expect(model, JobRecords.clicks(), expected, nexts);
        if (!ledger.equals("NONE")) {
            TestLane.dieAt(name + "-samples", Fatal.valueOf(ledger), 3);
        }

        run(name, parallelism, bundleSize, failAt);

        assertThat(TestSource.failures(name + "-clicks")).isEqualTo(failAt.length);
        assertThat(ledger.equals("NONE") || TestLane.died(name + "-samples", Fatal.valueOf(ledger)))
                .isTrue();
        assertThat(WholeJob.firstOfEachId(TestLane.fast(name))).isEqualTo(expected);
        List<DeadLetter> dead = TestLane.ledger(name + "-dead");
        assertThat(dead).extracting(DeadLetter::offset).doesNotHaveDuplicates();
        int answers = expected.values().stream().mapToInt(List::size).sum();
        assertThat(answers + oracle.duplicates() + dead.size() + oracle.impressions())
                // Beside the clicks an announcement and a request are broken.
                .isEqualTo(JobRecords.CLICKS + 2);
        WholeJob.assertReceipts(name, "recommend");
        WholeJob.assertReplies(name);
        assertThat(oracle.impressions()).isPositive();
        assertSamples(TestLane.ledger(name + "-samples"), nexts, expected);
    }

    /**
     * Each answer's next click is the oracle's, in every revision of its one sample; revisions have
     * no gap and no repeat; what was displayed is what was answered.
     */
    private static void assertSamples(
            List<TrainingSample> samples,
            Map<String, String> nexts,
            Map<String, List<Expected>> expected) {
        Map<String, List<String>> shown = new TreeMap<>();
        expected.values()
                .forEach(
                        answers ->
                                answers.forEach(
                                        answer ->
                                                shown.put(
                                                        answer.recommendationId(),
                                                        answer.items())));
        Map<String, String> found = new TreeMap<>();
        Map<String, Set<Integer>> revisions = new TreeMap<>();
        for (TrainingSample sample : samples) {
            String id = sample.recommendationId();
            assertThat(revisions.computeIfAbsent(id, any -> new TreeSet<>()).add(sample.revision()))
                    .as("revision %d of %s once", sample.revision(), id)
                    .isTrue();
            if (sample.next() != null) {
                assertThat(found.getOrDefault(id, sample.next().itemId()))
                        .isEqualTo(sample.next().itemId());
                found.put(id, sample.next().itemId());
            }
            if (sample.tier() != Tier.POPULAR) {
                assertThat(sample.displayed()).isEqualTo(shown.get(id));
            }
            assertThat(sample.history()).hasSizeLessThanOrEqualTo(WholeJob.MAX_EVENTS);
        }
        assertThat(found).isEqualTo(nexts);
        revisions.forEach(
                (id, all) ->
                        assertThat(all)
                                .as(id)
                                .containsExactlyElementsOf(
                                        IntStream.range(0, all.size()).boxed().toList()));
    }

    private static void run(String name, int parallelism, int bundleSize, Integer... failAt)
            throws Exception {
        RecommendationJob job = WholeJob.job(name, folder.resolve("store"), bundleSize, 40, failAt);
        Configuration configuration = new Configuration();
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(100));
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve(name).toUri().toString());
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 9);
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(1));
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(
                        JobConfiguration.withDefaults(configuration));
        env.setParallelism(parallelism);
        job.define(env);
        env.execute(name);
    }
}
