package io.riffle.lab;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
    private static final Path KEPT = Observability.SCRAPE;

    /** Labels that differ from run to run. */
    private static final Pattern RUN =
            Pattern.compile(
                    "(?<=[{,])(?:job_id|task_id|task_attempt_id|task_attempt_num|operator_id|task_name|tm_id|host)=\"[^\"]*\",?");

    private static final boolean REGENERATE =
            "scrape".equals(System.getProperty("riffle.golden.regenerate"));

    private static LabFolder folder;
    private static Lab lab;
    private static URI page;
    private static OtlpCollector collector;

    @BeforeAll
    static void run() throws IOException {
        folder = new LabFolder();
        int port = EmbeddedKafka.freePort();
        page = URI.create("http://127.0.0.1:" + port + "/metrics");
        Configuration settings = new Configuration();
        settings.setString("metrics.reporters", "prom,otel");
        settings.setString(
                "metrics.reporter.prom.factory.class",
                "org.apache.flink.metrics.prometheus.BoundPrometheusReporterFactory");
        settings.setString("metrics.reporter.prom.port", Integer.toString(port));
        collector = new OtlpCollector();
        collector.pushedTo(settings);
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(500));
        settings.set(TrainOptions.STORE, folder.folder("models").toString());
        settings.set(TrainOptions.CPU_SHARE, 1.0);
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
                        // What is kept is of a run that has warmed up.
                        return lab.metrics().gauge("sample.learned") > 0
                                && (!REGENERATE || sent[0] >= 4_000);
                    });
        }
    }

    @AfterAll
    static void stop() {
        lab.close();
        collector.close();
        folder.close();
    }

    @Test
    void theTableIsWhatTheJobsTell() throws IOException {
        String told = scrape();
        Map<String, List<String>> table = table();
        Map<String, Set<String>> ours = Observability.ours(told);
        assertThat(table.keySet()).isEqualTo(ours.keySet());
        Set<String> counters = lab.metrics().counters("");
        for (Map.Entry<String, List<String>> row : table.entrySet()) {
            List<String> cells = row.getValue();
            assertThat(cells).as(row.getKey()).hasSize(5).noneMatch(String::isEmpty);
            assertThat(cells.get(0).equals("counter"))
                    .as("%s is a counter", row.getKey())
                    .isEqualTo(counters.contains(row.getKey()));
            assertThat(cells.get(0).equals("histogram"))
                    .as("%s is a histogram", row.getKey())
                    .isEqualTo(summary(told, row.getKey()));
            Set<String> labels = new TreeSet<>();
            for (String label : cells.get(2).split(", ", -1)) {
                labels.add(label.equals("none") ? "" : label.replace("`", "").replace(' ', '_'));
            }
            assertThat(labels).as(row.getKey()).isEqualTo(ours.get(row.getKey()));
        }
    }

    @Test
    void whatIsPushedIsWhatIsFetched() throws IOException {
        Set<String> ours = Observability.ours(scrape()).keySet();
        until(() -> ours.stream().allMatch(collector::knows));
    }

    @Test
    void whatRulesAndDashboardsAskForIsTold() throws Exception {
        Set<String> told = Observability.families(scrape());
        Set<String> asked = asked();
        assertThat(asked).hasSizeGreaterThan(40);
        // The machine's own exporter, and Prometheus itself.
        asked.removeIf(name -> name.startsWith("node_") || name.equals("up"));
        told.addAll(Observability.families(Files.readString(Observability.GATEWAY)));
        told.add("riffle_gateway_request_duration_ms_bucket");
        assertThat(told).containsAll(asked);
    }

    @Test
    void whatIsKeptIsWhatARunTells() throws Exception {
        String told = scrape();
        if (REGENERATE) {
            Files.write(KEPT, kept(told));
        }
        String kept = Files.readString(KEPT);
        assertThat(Observability.ours(kept)).isEqualTo(Observability.ours(told));
        assertThat(Observability.families(told)).containsAll(Observability.families(kept));
    }

    /** Every name of a rule or a dashboard that no rule makes. */
    private static Set<String> asked() throws Exception {
        Set<String> asked = new TreeSet<>();
        Set<String> made = new TreeSet<>();
        for (Map<?, ?> rule : Observability.rules()) {
            asked.addAll(Observability.names(String.valueOf(rule.get("expr"))));
            made.add(String.valueOf(rule.get("record")));
        }
        Observability.queries().forEach(query -> asked.addAll(Observability.names(query)));
        asked.removeAll(made);
        return asked;
    }

    /** What is ours or asked for, each series once, without the labels of a run. */
    private static List<String> kept(String told) throws Exception {
        Set<String> names = asked();
        Map<String, Set<String>> ours = Observability.ours(told);
        Map<String, String> lines = new LinkedHashMap<>();
        boolean wanted = false;
        for (String line : told.lines().toList()) {
            if (line.startsWith("# HELP ")) {
                String[] words = line.split(" ", -1);
                wanted = names.contains(words[2]) || ours.containsKey(words[3]);
            }
            if (wanted && line.startsWith("#")) {
                lines.put(line, "");
            } else if (wanted) {
                String series =
                        RUN.matcher(line.substring(0, line.lastIndexOf('}') + 1)).replaceAll("");
                lines.putIfAbsent(series, line.substring(line.lastIndexOf('}') + 1));
            }
        }
        return lines.entrySet().stream().map(line -> line.getKey() + line.getValue()).toList();
    }

    private static boolean summary(String told, String name) {
        return told.contains(
                "# TYPE flink_taskmanager_job_task_operator_"
                        + name.replace('.', '_')
                        + " summary");
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
        Waits.until(
                () ->
                        String.format(
                                Locale.ROOT,
                                "Published, swapped, steps, tiers %s %s %s %s %s:",
                                lab.metrics().count("model.published"),
                                lab.metrics().count("model.swapped"),
                                lab.metrics().gauge("train.steps"),
                                lab.metrics().count("recommendation.popular"),
                                lab.metrics().gauge("sample.learned")),
                condition);
    }
}
