package io.riffle.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.artifact.Manifest;
import io.riffle.artifact.store.ModelStore;
import io.riffle.job.testing.TestLane;
import io.riffle.job.testing.TestLane.Fatal;
import io.riffle.job.testing.TestSource;
import io.riffle.job.testing.TrainSamples;
import io.riffle.schema.DeadLetter;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.wire.ContentType;
import io.riffle.schema.wire.RawRecord;
import io.riffle.schema.wire.TrainingSampleWire;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.util.MiniClusterWithClientResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The whole training job on a cluster in this JVM, killed in the middle of the stream, while an
 * announcement is written, and while one becomes visible.
 */
class TrainingJobITCase {

    private static final int SAMPLES = 150;

    /** Repeats of earlier samples, as a producer that was restarted sends them. */
    private static final int REPEATS = 10;

    @TempDir private static Path folder;

    private static MiniClusterWithClientResource cluster;
    private static String undisturbed;

    @BeforeAll
    static void start() throws Exception {
        cluster =
                new MiniClusterWithClientResource(
                        new MiniClusterResourceConfiguration.Builder()
                                .setNumberTaskManagers(1)
                                .setNumberSlotsPerTaskManager(1)
                                .build());
        cluster.before();
        run("undisturbed");
        List<ModelUpdate> updates = announced("undisturbed", ModelUpdate.BACKBONE);
        undisturbed = weights("undisturbed", updates.get(updates.size() - 1));
    }

    @AfterAll
    static void stop() {
        cluster.after();
    }

    @ParameterizedTest
    @CsvSource({"47, NONE", "21:90:91:140, NONE", "75, WRITE", "110, COMMIT"})
    void whateverIsKilledEachSampleIsLearnedOnceAndVersionsOnlyGrow(String records, String ledger)
            throws Exception {
        String name = "killed-" + records.replace(':', '-') + ledger;
        Integer[] failAt =
                Arrays.stream(records.split(":")).map(Integer::valueOf).toArray(Integer[]::new);
        if (!ledger.equals("NONE")) {
            TestLane.dieAt(name + "-updates", Fatal.valueOf(ledger), 2);
        }

        run(name, failAt);

        assertThat(TestSource.failures(name + "-samples")).isEqualTo(failAt.length);
        assertThat(ledger.equals("NONE") || TestLane.died(name + "-updates", Fatal.valueOf(ledger)))
                .isTrue();
        List<ModelUpdate> backbones = announced(name, ModelUpdate.BACKBONE);
        ModelUpdate last = backbones.get(backbones.size() - 1);
        assertThat(last.metrics()).containsEntry("samples", (double) SAMPLES);
        // Learned in the same order, each once, from the state of a checkpoint: the same weights.
        assertThat(weights(name, last)).isEqualTo(undisturbed);
        assertGrowing(backbones);
        List<ModelUpdate> rerankers = announced(name, ModelUpdate.RERANKER);
        assertThat(rerankers).isNotEmpty();
        assertGrowing(rerankers);
        assertRerankersNameAnnouncedBackbones(name, rerankers, backbones);
        assertThat(TestLane.<DeadLetter>ledger(name + "-dead")).hasSize(3);
        WholeJob.assertReceipts(name, "train");
    }

    /** Each version once, and none knows less than one before it. */
    private static void assertGrowing(List<ModelUpdate> updates) {
        assertThat(updates).extracting(ModelUpdate::version).doesNotHaveDuplicates();
        assertThat(updates)
                .extracting(update -> update.metrics().get("samples"))
                .isSortedAccordingTo(Comparator.naturalOrder());
        assertThat(updates)
                .extracting(update -> update.metrics().get("steps"))
                .isSortedAccordingTo(Comparator.naturalOrder());
    }

    private static void assertRerankersNameAnnouncedBackbones(
            String name, List<ModelUpdate> rerankers, List<ModelUpdate> backbones) {
        ModelStore store = ModelStore.local(folder.resolve(name));
        Set<String> fingerprints = new HashSet<>();
        for (ModelUpdate backbone : backbones) {
            fingerprints.add(store.get(backbone.model(), backbone.version()).fingerprint());
        }
        for (ModelUpdate reranker : rerankers) {
            Manifest manifest = store.manifest(reranker.model(), reranker.version());
            assertThat(fingerprints).contains(manifest.backboneFingerprint());
        }
    }

    /** What became visible, in the order of its versions; every artifact is as announced. */
    private static List<ModelUpdate> announced(String name, String model) {
        ModelStore store = ModelStore.local(folder.resolve(name));
        List<ModelUpdate> updates = new ArrayList<>();
        for (ModelUpdate update : TestLane.<ModelUpdate>ledger(name + "-updates")) {
            if (update.model().equals(model)) {
                assertThat(update.manifestSha256())
                        .isEqualTo(store.sha256(model, update.version()));
                updates.add(update);
            }
        }
        updates.sort(Comparator.comparingLong(ModelUpdate::version));
        return updates;
    }

    private static String weights(String name, ModelUpdate update) {
        ModelStore store = ModelStore.local(folder.resolve(name));
        return store.manifest(update.model(), update.version()).files().get(0).sha256();
    }

    private static void run(String name, Integer... failAt) throws Exception {
        RawRecord broken = record(0, "item-catalog", "{".getBytes(StandardCharsets.UTF_8));
        TrainingJob job =
                new TrainingJob(
                        new TrainingJob.Sources(
                                TestSource.of(name + "-samples", samples(), 30, failAt),
                                TestSource.of(name + "-catalogue", List.of(broken), 10),
                                TestSource.of(name + "-forgets", JobRecords.forgets(), 2)),
                        new TrainingJob.Sinks(
                                new TestLane.Ledger<>(name + "-updates"),
                                new TestLane.Ledger<>(name + "-dead"),
                                new TestLane.Ledger<>(name + "-receipts")),
                        // A batch that is learned by age would depend on the machine.
                        TrainSamples.settings(folder.resolve(name).toString(), 3_600_000));
        Configuration configuration = new Configuration();
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(100));
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve(name + "-checkpoints").toUri().toString());
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 9);
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(1));
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(
                        JobConfiguration.withDefaults(configuration));
        env.setParallelism(1);
        job.define(env);
        env.execute(name);
    }

    /** Samples in order, one that nobody can read, and some that come again. */
    private static List<RawRecord> samples() {
        TrainingSampleWire wire = new TrainingSampleWire();
        List<RawRecord> records = new ArrayList<>();
        for (int i = 0; i < SAMPLES; i++) {
            records.add(sample(wire, records.size(), i));
            if (i % (SAMPLES / REPEATS) == 7) {
                records.add(sample(wire, records.size(), i - 5));
            }
        }
        byte[] broken = "{".getBytes(StandardCharsets.UTF_8);
        records.add(SAMPLES / 2, record(1_000, "training-samples", broken));
        return records;
    }

    private static RawRecord sample(TrainingSampleWire wire, long offset, int i) {
        return record(
                offset, "training-samples", wire.write(TrainSamples.shown(i), ContentType.JSON));
    }

    private static RawRecord record(long offset, String topic, byte[] value) {
        return new RawRecord(
                topic,
                0,
                offset,
                0,
                null,
                value,
                List.of(
                        Map.entry(
                                ContentType.HEADER,
                                "application/json".getBytes(StandardCharsets.UTF_8))));
    }
}
