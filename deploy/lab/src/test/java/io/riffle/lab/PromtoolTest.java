package io.riffle.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configuration and rules under Prometheus's own tool, which must be on PATH. */
@Tag("observability")
class PromtoolTest {

    private static final Pattern SAMPLE = Pattern.compile("(\\w+\\{.*}) (\\S+)");

    @TempDir private Path folder;

    @Test
    void configurationAndRulesAreValid() throws Exception {
        promtool(Observability.FOLDER, "check", "config", "prometheus.yml");
        // Its files are where the container has them.
        promtool(
                Observability.FOLDER.resolve("../docker"),
                "check",
                "config",
                "--syntax-only",
                "prometheus.yml");
        promtool(Observability.FOLDER, "check", "rules", "rules.yml");
    }

    @Test
    void eachAlertFiresOnItsSickness() throws Exception {
        promtool(Observability.FOLDER, "test", "rules", "rules_test.yml");
    }

    /** What a run has told, going on as it was: counts of answers rise, checkpoints complete. */
    @Test
    void noAlertFiresOnAHealthyRun() throws Exception {
        List<String> lines = new ArrayList<>();
        lines.add("rule_files: ['" + Observability.FOLDER.resolve("rules.yml").toRealPath() + "']");
        lines.add("evaluation_interval: 1m");
        lines.add("tests:");
        lines.add("  - interval: 1m");
        lines.add("    input_series:");
        int series = 0;
        List<String> told = new ArrayList<>(Files.readAllLines(Observability.SCRAPE));
        told.addAll(Files.readAllLines(Observability.GATEWAY));
        for (String line : told) {
            Matcher sample = SAMPLE.matcher(line);
            if (sample.matches() && !sample.group(2).equals("NaN")) {
                lines.add("      - series: '" + sample.group(1) + "'");
                lines.add("        values: '" + goingOn(sample.group(1), sample.group(2)) + "'");
                series++;
            }
        }
        lines.add("    alert_rule_test:");
        for (Map<?, ?> rule : Observability.rules()) {
            if (rule.get("alert") != null) {
                lines.add("      - {eval_time: 3h, alertname: " + rule.get("alert") + "}");
            }
        }
        assertThat(series).isGreaterThan(200);
        promtool(
                folder,
                "test",
                "rules",
                Files.write(folder.resolve("healthy.yml"), lines).toString());
    }

    private static String goingOn(String series, String value) {
        if (series.contains("lastCheckpointCompletedTimestamp")) {
            return "0+60000x200"; // of the test's clock, which begins at 0
        }
        boolean rises =
                series.contains("_recommendation_generator_only{")
                        || series.contains("_recommendation_full{")
                        || series.contains("click_count{")
                        || series.contains("answers_total{by=\"job\"");
        return rises ? "0+600x200" : value + "x200";
    }

    private static void promtool(Path in, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command)
                        .directory(in.toFile())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
