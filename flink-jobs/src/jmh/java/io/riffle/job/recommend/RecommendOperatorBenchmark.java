package io.riffle.job.recommend;

import io.riffle.artifact.Manifest;
import io.riffle.artifact.store.ModelStore;
import io.riffle.job.inference.RecommenderLoader;
import io.riffle.job.settings.ActionSettings;
import io.riffle.job.settings.AttributionSettings;
import io.riffle.job.settings.CatalogueSettings;
import io.riffle.job.settings.ListedOnly;
import io.riffle.job.settings.ModelSettings;
import io.riffle.job.settings.PopularSettings;
import io.riffle.job.settings.RecommendSettings;
import io.riffle.job.settings.UserSettings;
import io.riffle.job.state.SharedInput.Announced;
import io.riffle.job.state.UserInput;
import io.riffle.job.state.UserInput.Click;
import io.riffle.job.swap.FlinkFiles;
import io.riffle.schema.Action;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.ContextNames;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.Recommendation;
import io.riffle.schema.wire.Decoded;
import io.riffle.training.pretraining.UntrainedBackbone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Cost of 128 clicks in the whole recommend step, RocksDB included, per click: state, inference,
 * settling, samples; without network and broker. The model reads 200 events at most, of 3,700 items;
 * its window hops as in a job. {@code cache=off} encodes the window of every click.
 *
 * <p>Run: {@code ./mvnw -q -Pbench -Dquick package}, then {@code java -cp 'deploy/cli/target/lib/*'
 * org.openjdk.jmh.Main RecommendOperatorBenchmark}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class RecommendOperatorBenchmark {

    private static final int CLICKS = 128;
    private static final int USERS = 256;
    private static final int ITEMS = 3_700;

    /** Events of every user before the first measured click. */
    @Param({"50", "200", "1000"})
    public int history;

    @Param({"1", "8", "32", "128"})
    public int bundle;

    /** Clicks of a user one after the other. */
    @Param({"1", "8"})
    public int rows;

    @Param({"on", "off"})
    public String cache;

    private Path folder;
    private Harness harness;
    private long sent;
    private long time = 978_300_000_000L;

    @Setup
    public void fill() throws Exception {
        folder = Files.createTempDirectory("riffle-bench-");
        ModelStore store = ModelStore.local(folder);
        Manifest backbone =
                UntrainedBackbone.publish(
                        store, IntStream.rangeClosed(1, ITEMS).mapToObj(i -> "i" + i).toList(), 1);
        harness = new Harness(settings());
        // Without a model first: filling histories costs no inference.
        for (long i = 0; i < (long) USERS * history; i++) {
            click((int) (i % USERS));
        }
        String uri = store.uri(backbone.model(), backbone.version());
        harness.serve(
                new ModelUpdate(
                        ModelUpdate.BACKBONE,
                        backbone.version(),
                        0,
                        uri,
                        sha256(uri),
                        1,
                        Map.of(),
                        0));
    }

    @TearDown
    public void close() throws Exception {
        harness.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(CLICKS)
    public int clicks() throws Exception {
        for (int i = 0; i < CLICKS; i++) {
            click((int) (sent / rows % USERS));
        }
        return harness.takeOutput();
    }

    private void click(int user) throws Exception {
        sent++;
        time += 40;
        ClickEvent event =
                new ClickEvent(
                        "e" + sent,
                        "u" + user,
                        "i" + (1 + sent * 7919 % ITEMS),
                        Action.CLICK,
                        time,
                        null,
                        0,
                        Map.of());
        harness.user(new Click(new Decoded.Click(event, time + 5)));
    }

    private RecommendSettings settings() {
        long cacheBytes = cache.equals("on") ? 256L << 20 : 0;
        return new RecommendSettings(
                null,
                null,
                new ModelSettings(10, 50, cacheBytes, 0, 16, 0, "cpu", 0, 0.5),
                Math.max(512, history),
                256,
                new UserSettings(4096, 1L << 30, 0, 0, Duration.ZERO),
                bundle,
                Duration.ofMillis(10),
                new PopularSettings(1000, 50_000, ContextNames.NONE, false),
                new AttributionSettings(
                        true, true, Duration.ofMinutes(30), Duration.ofHours(1), 8, 200),
                new CatalogueSettings(ListedOnly.AUTO, Duration.ofMinutes(1), Map.of()),
                ActionSettings.USUAL,
                Duration.ofMinutes(5));
    }

    private static String sha256(String uri) throws IOException {
        byte[] manifest = Files.readAllBytes(Path.of(java.net.URI.create(uri)).resolve("manifest.json"));
        try {
            return java.util.HexFormat.of()
                    .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(manifest));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One subtask of the step. */
    private static final class Harness extends AbstractStreamOperatorTestHarness<Recommendation> {

        private static final int KEY_GROUPS = 16;

        Harness(RecommendSettings settings) throws Exception {
            super(
                    new RecommendOperatorFactory(
                            settings,
                            new RecommenderLoader<>(settings.models(), new FlinkFiles())),
                    KEY_GROUPS,
                    1,
                    0);
            config.setStatePartitioner(0, (UserInput input) -> input.userId());
            config.setStateKeySerializer(StringSerializer.INSTANCE);
            config.serializeAllConfigs();
            setStateBackend(new EmbeddedRocksDBStateBackend(true));
            setup();
            open();
        }

        void user(UserInput input) throws Exception {
            StreamRecord<UserInput> element = new StreamRecord<>(input);
            step().setKeyContextElement1(element);
            step().processElement1(element);
        }

        void serve(ModelUpdate update) throws Exception {
            step().processElement2(new StreamRecord<>(new Announced(update)));
            while (step().swapping()) {
                getTaskMailbox().take(0).run();
            }
        }

        /** Answers since the last call; mails that only look for a dry input are dropped. */
        int takeOutput() throws Exception {
            getTaskMailbox().drain();
            int answers = getOutput().size();
            getOutput().clear();
            getSideOutput(SideOutputs.SAMPLES).clear();
            return answers;
        }

        private RecommendOperator step() {
            return (RecommendOperator) operator;
        }
    }
}
