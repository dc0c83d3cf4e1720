package io.riffle.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.store.ModelStore;
import io.riffle.job.RecommendationJob.Sinks;
import io.riffle.job.RecommendationJob.Sources;
import io.riffle.job.options.CatalogueOptions;
import io.riffle.job.options.ModelOptions;
import io.riffle.job.options.OptionReader;
import io.riffle.job.options.RecommendOptions;
import io.riffle.job.options.RecommendSettings;
import io.riffle.job.options.UserOptions;
import io.riffle.job.testing.Oracle;
import io.riffle.job.testing.Oracle.Expected;
import io.riffle.job.testing.TestLane;
import io.riffle.job.testing.TestLane.Fatal;
import io.riffle.job.testing.TestModel;
import io.riffle.job.testing.TestSource;
import io.riffle.schema.Action;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.DeadLetter;
import io.riffle.schema.Recommendation;
import io.riffle.schema.Tier;
import io.riffle.schema.TrainingSample;
import io.riffle.schema.wire.ClickEventWire;
import io.riffle.schema.wire.ContentType;
import io.riffle.schema.wire.RawRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole job on a cluster in this JVM, with RocksDB, killed in the middle of the stream. */
class RecommendationJobITCase {

    private static final int CLICKS = 400;
    private static final int MAX_EVENTS = 12;

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
        List<RawRecord> clicks = clicks();
        Map<String, List<Expected>> expected = new TreeMap<>();
        Map<String, String> nexts = new TreeMap<>();
        Oracle oracle = expect(model, clicks, expected, nexts);
        if (!ledger.equals("NONE")) {
            TestLane.dieAt(name + "-samples", Fatal.valueOf(ledger), 3);
        }

        run(name, clicks, parallelism, bundleSize, failAt);

        assertThat(TestSource.failures(name + "-clicks")).isEqualTo(failAt.length);
        assertThat(ledger.equals("NONE") || TestLane.died(name + "-samples", Fatal.valueOf(ledger)))
                .isTrue();
        assertThat(firstOfEachId(TestLane.fast(name))).isEqualTo(expected);
        List<DeadLetter> dead = TestLane.ledger(name + "-dead");
        assertThat(dead).extracting(DeadLetter::offset).doesNotHaveDuplicates();
        int answers = expected.values().stream().mapToInt(List::size).sum();
        assertThat(answers + oracle.duplicates() + dead.size()).isEqualTo(CLICKS + 1);
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
            assertThat(sample.history()).hasSizeLessThanOrEqualTo(MAX_EVENTS);
        }
        assertThat(found).isEqualTo(nexts);
        revisions.forEach(
                (id, all) ->
                        assertThat(all)
                                .as(id)
                                .containsExactlyElementsOf(
                                        IntStream.range(0, all.size()).boxed().toList()));
    }

    private static void run(
            String name, List<RawRecord> clicks, int parallelism, int bundleSize, Integer... failAt)
            throws Exception {
        RawRecord listed = record(0, "item-1", "{\"item_id\":\"item-1\"}", "item-catalog");
        RawRecord profile =
                record(
                        0,
                        "a0",
                        "{\"user_id\":\"a0\",\"attributes\":{\"x\":\"y\"}}",
                        "user-profiles");
        RawRecord broken = record(1_000_000, "{", "model-updates");
        RecommendationJob job =
                new RecommendationJob(
                        new Sources(
                                TestSource.of(name + "-clicks", clicks, 40, failAt),
                                TestSource.of(name + "-profiles", List.of(profile), 10),
                                TestSource.of(name + "-catalogue", List.of(listed), 10),
                                TestSource.of(name + "-updates", List.of(broken), 10)),
                        new Sinks(
                                new TestLane.Fast<>(name),
                                new TestLane.Ledger<>(name + "-samples"),
                                new TestLane.Ledger<>(name + "-dead")),
                        settings(bundleSize, folder.resolve("store")));
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

    static RecommendSettings settings(int bundleSize, Path store) {
        Configuration configuration = new Configuration();
        configuration.set(RecommendOptions.MODEL, store.toString());
        configuration.set(ModelOptions.SLATE_SIZE, TestModel.SLATE);
        configuration.set(ModelOptions.CANDIDATES, 10);
        configuration.set(RecommendOptions.HISTORY_MAX_EVENTS, MAX_EVENTS);
        configuration.set(UserOptions.CACHED_USERS, 3);
        // The catalogue of this test lists one item.
        configuration.set(CatalogueOptions.LISTED_ONLY, RecommendSettings.ListedOnly.NEVER);
        configuration.set(RecommendOptions.BUNDLE_SIZE, bundleSize);
        configuration.set(ModelOptions.HOP, 2);
        configuration.set(ModelOptions.DEVICE, "cpu");
        configuration.set(ModelOptions.CACHE_SIZE, MemorySize.ofMebiBytes(4));
        return RecommendOptions.read(new OptionReader(configuration));
    }

    /** Two groups of users, one in each half, so that each half may be read by its own task. */
    static List<RawRecord> clicks() {
        Random random = new Random(3);
        List<RawRecord> records = new ArrayList<>();
        for (int i = 0; i < CLICKS; i++) {
            int inHalf = i % (CLICKS / 2);
            String user = (i < CLICKS / 2 ? "a" : "b") + (inHalf < 6 ? inHalf : random.nextInt(6));
            int kind = inHalf < 6 ? 9 : random.nextInt(20);
            if (kind == 0) {
                records.add(record(i, "{\"user_id\":", "click-events"));
                continue;
            }
            if (kind == 1) {
                records.add(again(records, i));
                continue;
            }
            long time = 1_700_000_000_000L + 60_000L * i - (kind == 2 ? 400_000 : 0);
            String item = kind == 3 ? "unknown-" + i : "item-" + (1 + random.nextInt(39));
            records.add(
                    record(
                            i,
                            String.format(
                                    Locale.ROOT,
                                    "{\"event_id\":\"e%d\",\"user_id\":\"%s\",\"item_id\":\"%s\",\"action\":\"%s\",\"event_time\":%d}",
                                    i,
                                    user,
                                    item,
                                    kind == 4 ? "DISLIKE" : "CLICK",
                                    time),
                            "click-events"));
        }
        return records;
    }

    private static RawRecord again(List<RawRecord> records, int i) {
        byte[] last = Objects.requireNonNull(records.get(i - 1).value());
        return record(i, new String(last, StandardCharsets.UTF_8), "click-events");
    }

    private static RawRecord record(long offset, String json, String topic) {
        return record(offset, null, json, topic);
    }

    static RawRecord record(long offset, @Nullable String key, String json, String topic) {
        return new RawRecord(
                topic,
                0,
                offset,
                1_800_000_000_000L,
                key == null ? null : key.getBytes(StandardCharsets.UTF_8),
                json.getBytes(StandardCharsets.UTF_8),
                List.of(
                        Map.entry(
                                ContentType.HEADER,
                                "application/json".getBytes(StandardCharsets.UTF_8))));
    }

    private static @Nullable ClickEvent parse(RawRecord raw) {
        try {
            return new ClickEventWire().read(raw, 1 << 20);
        } catch (RuntimeException e) {
            return null;
        }
    }

    /**
     * @param nexts receives, by the id of the answer before it, the item of every click that is no
     *     dislike
     */
    static Oracle expect(
            LoadedModel model,
            List<RawRecord> clicks,
            Map<String, List<Expected>> expected,
            Map<String, String> nexts) {
        try (TestModel truth = new TestModel(model)) {
            Oracle oracle = new Oracle(MAX_EVENTS, truth);
            for (RawRecord raw : clicks) {
                ClickEvent click = parse(raw);
                List<Expected> answers = click == null ? List.of() : oracle.click(click);
                if (click == null || answers.isEmpty()) {
                    continue;
                }
                List<Expected> before =
                        expected.computeIfAbsent(click.userId(), user -> new ArrayList<>());
                if (!before.isEmpty() && click.action() != Action.DISLIKE) {
                    nexts.put(before.get(before.size() - 1).recommendationId(), click.itemId());
                }
                before.addAll(answers);
            }
            return oracle;
        }
    }

    static Map<String, List<Expected>> firstOfEachId(List<Recommendation> answers) {
        Map<String, Recommendation> first = new LinkedHashMap<>();
        answers.forEach(answer -> first.putIfAbsent(answer.recommendationId(), answer));
        Map<String, List<Expected>> byUser = new TreeMap<>();
        for (Recommendation answer : first.values()) {
            byUser.computeIfAbsent(answer.userId(), user -> new ArrayList<>())
                    .add(Expected.of(answer));
        }
        return byUser;
    }
}
