package io.riffle.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules, dashboards and runbooks name each other, and what a kept run has told. */
class ObservabilityTest {

    @Test
    void namesOfAnExpressionAreFound() {
        assertThat(
                        Observability.names(
                                "sum by (job_name) (rate(a_b{c=\"d\"}[5m])) / on (x) group_left ()"
                                        + " e:f:1h > 1e9 and time() < 2 * g unless h offset 15m"))
                .containsExactlyInAnyOrder("a_b", "e:f:1h", "g", "h");
    }

    @Test
    void everyAlertHasItsRunbookAndNoRunbookIsWithout() throws Exception {
        Set<String> named = new TreeSet<>();
        for (Map<?, ?> rule : Observability.rules()) {
            if (rule.get("annotations") instanceof Map<?, ?> annotations) {
                named.add(String.valueOf(annotations.get("runbook")));
            }
        }
        assertThat(named).hasSize(15);
        for (String page : named) {
            assertThat(Path.of("../..", page)).exists();
        }
        for (String page : named) {
            String text = Files.readString(Path.of("../..", page));
            assertThat(text).as(page).contains("Alert `");
        }
        assertThat(alerts()).isEqualTo(alertsOfRunbooks());
    }

    @Test
    void everyAlertIsTriedAndOnSeriesAsARunTellsThem() throws Exception {
        String told =
                Files.readString(Observability.SCRAPE) + Files.readString(Observability.GATEWAY);
        Set<String> tried = new TreeSet<>();
        for (Object test : Observability.list(Observability.yaml("rules_test.yml").get("tests"))) {
            Map<?, ?> scenario = (Map<?, ?>) test;
            for (Object expected : Observability.list(scenario.get("alert_rule_test"))) {
                tried.add(String.valueOf(((Map<?, ?>) expected).get("alertname")));
            }
            for (Object series : Observability.list(scenario.get("input_series"))) {
                String text = String.valueOf(((Map<?, ?>) series).get("series"));
                String name = text.substring(0, text.indexOf('{'));
                // Of the machine's own exporter, and of Prometheus.
                if (!name.startsWith("node_") && !name.equals("up")) {
                    isTold(told, name, text);
                }
            }
        }
        assertThat(tried).isEqualTo(alerts());
    }

    @Test
    void everyLinkOfTheTableLeadsSomewhere() throws IOException {
        List<String> links = new ArrayList<>();
        List<Path> pages = new ArrayList<>(List.of(Path.of("../metrics.md")));
        try (Stream<Path> runbooks = Files.list(Observability.RUNBOOKS)) {
            runbooks.forEach(pages::add);
        }
        for (Path page : pages) {
            Matcher link = Pattern.compile("]\\(([^)#]+)").matcher(Files.readString(page));
            while (link.find()) {
                if (!link.group(1).startsWith("http")) {
                    links.add(link.group(1));
                    assertThat(page.resolveSibling(link.group(1))).as(page.toString()).exists();
                }
            }
        }
        assertThat(links).isNotEmpty();
    }

    /** A line of that name that has each of the labels. */
    private static void isTold(String told, String name, String series) {
        List<String> lines = told.lines().filter(line -> line.startsWith(name + "{")).toList();
        assertThat(lines).as(name).isNotEmpty();
        Matcher label = Pattern.compile("(\\w+)=\"([^\"]*)\"").matcher(series);
        while (label.find()) {
            String pair = label.group();
            // Jobs of a lab have no name of their own; who is asked is Prometheus's to say.
            if (!label.group(1).matches("job_name|instance")) {
                assertThat(lines).as(series).anyMatch(line -> line.contains(pair));
            }
        }
    }

    private static Set<String> alerts() throws Exception {
        Set<String> alerts = new TreeSet<>();
        for (Map<?, ?> rule : Observability.rules()) {
            if (rule.get("alert") != null) {
                alerts.add(String.valueOf(rule.get("alert")));
            }
        }
        return alerts;
    }

    private static Set<String> alertsOfRunbooks() throws IOException {
        Set<String> alerts = new TreeSet<>();
        try (Stream<Path> runbooks = Files.list(Observability.RUNBOOKS)) {
            for (Path page : runbooks.toList()) {
                Matcher alert = Pattern.compile("Alert `(\\w+)`").matcher(Files.readString(page));
                while (alert.find()) {
                    alerts.add(alert.group(1));
                }
            }
        }
        return alerts;
    }
}
