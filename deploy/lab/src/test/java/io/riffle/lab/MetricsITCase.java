package io.riffle.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.options.PublishOptions;
import io.riffle.job.options.TrainOptions;
import io.riffle.lab.kafka.RecordSender;
import io.riffle.schema.Item;
import io.riffle.schema.wire.ContentType;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What both jobs tell Prometheus while they run: the table that people read is the whole of it, and
 * nothing that a dashboard or a rule asks for is missing. {@code -Driffle.golden.regenerate=scrape}
 * keeps what was told as a file.
 */
class MetricsITCase {

    private static final Path TABLE = Path.of("../metrics.md");
    private static final Path OBSERVABILITY = Path.of("../observability");
    private static final Path KEPT = OBSERVABILITY.resolve("scrape.prom");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Ours; Flink's own names hold no dot, Kafka's a hyphen. */
    private static final Pattern OURS = Pattern.compile("[a-z_]+\\.[a-z0-9_.]+");

    private static LabFolder folder;
    private static Lab lab;
    private static URI page;

    @BeforeAll
    static void run() throws IOException {
        folder = new LabFolder();
        int port = EmbeddedKafka.freePort();
        page = URI.create("http://127.0.0.1:" + port + "/metrics");
        Configuration settings = new Configuration();
        settings.setString("metrics.reporters", "prom");
        settings.setString(
                "metrics.reporter.prom.factory.class",
                "org.apache.flink.metrics.prometheus.BoundPrometheusReporterFactory");
        settings.setString("metrics.reporter.prom.port", Integer.toString(port));
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(500));
        settings.set(TrainOptions.STORE, folder.folder("models").toString());
        settings.set(TrainOptions.CPU_SHARE, 1.0);
        settings.set(PublishOptions.SNAPSHOT_INTERVAL, Duration.ofSeconds(1));
        settings.set(PublishOptions.DELTA_INTERVAL, Duration.ofSeconds(1));
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            items.add(new Item("i" + i, "Item " + i, List.of("any"), 0, Map.of()));
        }
        lab = Lab.start(folder, 0, 1, settings, items, List.of());
        try (RecordSender sender = new RecordSender(lab.brokers())) {
            int[] sent = {0};
            until(
                    () -> {
                        for (int i = 0; i < 40; i++) {
                            click(sender, sent[0]++);
                        }
                        sender.flush();
                        lab.failIfEnded();
                        return lab.metrics().count("model.swapped") > 0;
                    });
        }
    }

    @AfterAll
    static void stop() {
        lab.close();
        folder.close();
    }

    @Test
    void theTableIsWhatTheJobsTell() throws IOException {
        Map<String, List<String>> table = table();
        Set<String> told = new TreeSet<>();
        lab.metrics().names().stream()
                .filter(name -> OURS.matcher(name).matches())
                .forEach(told::add);
        if ("scrape".equals(System.getProperty("riffle.golden.regenerate"))) {
            Files.writeString(KEPT, scrape());
            Files.write(OBSERVABILITY.resolve("names.txt"), told);
        }
        assertThat(table.keySet()).containsExactlyInAnyOrderElementsOf(told);
    }

    private static void click(RecordSender sender, int click) {
        int user = click % 10;
        sender.send(
                "click-events",
                ("u" + user).getBytes(StandardCharsets.UTF_8),
                String.format(
                                Locale.ROOT,
                                "{\"event_id\":\"e%d\",\"user_id\":\"u%d\",\"item_id\":\"i%d\",\"event_time\":%d}",
                                click,
                                user,
                                (click / 10 * 3 + click * 7) % 100,
                                1_700_000_000_000L + 1_000L * click)
                        .getBytes(StandardCharsets.UTF_8),
                RecordSender.headers(ContentType.JSON));
    }

    private static String scrape() throws IOException {
        try (InputStream in = page.toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Rows of the table: type, unit, labels, meaning and what to do, by name. */
    private static Map<String, List<String>> table() throws IOException {
        Map<String, List<String>> rows = new TreeMap<>();
        if (!Files.exists(TABLE)) {
            return rows;
        }
        for (String line : Files.readAllLines(TABLE)) {
            Matcher row = Pattern.compile("\\| `([^`]+)` \\|(.*)\\|").matcher(line);
            if (row.matches()) {
                List<String> cells =
                        Stream.of(row.group(2).split("\\|")).map(String::strip).toList();
                assertThat(rows.put(row.group(1), cells)).as(line).isNull();
            }
        }
        return rows;
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as(
                            "published, swapped, steps, tiers %s %s %s %s %s",
                            lab.metrics().count("model.published"),
                            lab.metrics().count("model.swapped"),
                            lab.metrics().gauge("train.steps"),
                            lab.metrics().count("recommendation.popular"),
                            lab.metrics().gauge("sample.learned"))
                    .isLessThan(end);
            LockSupport.parkNanos(200_000_000);
        }
    }
}
