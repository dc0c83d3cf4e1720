package io.riffle.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.configuration.YamlParserUtils;
import org.jspecify.annotations.Nullable;

/** What {@code deploy/observability} asks Prometheus, and what a run has told. */
final class Observability {

    static final Path FOLDER = Path.of("../observability");
    static final Path RUNBOOKS = Path.of("../runbooks");
    static final Path SCRAPE = FOLDER.resolve("scrape.prom");
    static final Path GATEWAY = FOLDER.resolve("gateway.prom");

    private static final Pattern HELP =
            Pattern.compile(
                    "# HELP (\\S+) (\\S+) \\(scope: taskmanager_job_task_operator_?(.*)\\)");

    /** Ours; Flink's own names hold no dot, Kafka's a hyphen. */
    private static final Pattern OURS = Pattern.compile("[a-z_]+\\.[a-z0-9_.]+");

    private static final Pattern NAME =
            Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*(?![\\w:]*\\s*\\()");

    /** Words of the language, and what stands between brackets and quotes. */
    private static final Pattern NO_NAME =
            Pattern.compile(
                    "\"[^\"]*\"|\\{[^}]*}|\\[[^]]*]|\\b(?:by|on|without|ignoring|group_left|group_right)"
                        + "\\s*\\([^)]*\\)|\\b(?:and|or|unless|bool|offset\\s+[0-9]+[smhd])\\b"
                        + "|(?<![\\w:])[0-9][0-9.e]*");

    private Observability() {}

    /** Scopes behind the operator of each of our metrics, by its dotted name. */
    static Map<String, Set<String>> ours(String scrape) {
        Map<String, Set<String>> ours = new TreeMap<>();
        Matcher help = HELP.matcher(scrape);
        while (help.find()) {
            if (OURS.matcher(help.group(2)).matches()) {
                ours.computeIfAbsent(help.group(2), name -> new TreeSet<>()).add(help.group(3));
            }
        }
        return ours;
    }

    /** Names of all metrics. */
    static Set<String> families(String scrape) {
        Set<String> names = new TreeSet<>();
        Matcher help = Pattern.compile("# HELP (\\S+) ").matcher(scrape);
        while (help.find()) {
            names.add(help.group(1));
        }
        return names;
    }

    /** Names that an expression asks for. */
    static Set<String> names(String expression) {
        Set<String> names = new TreeSet<>();
        Matcher name = NAME.matcher(NO_NAME.matcher(expression).replaceAll(" "));
        while (name.find()) {
            names.add(name.group());
        }
        return names;
    }

    /** All rules: {@code record} or {@code alert}, {@code expr}, {@code annotations}. */
    static List<Map<?, ?>> rules() throws Exception {
        List<Map<?, ?>> rules = new ArrayList<>();
        for (Object group : list(yaml("rules.yml").get("groups"))) {
            for (Object rule : list(((Map<?, ?>) group).get("rules"))) {
                rules.add((Map<?, ?>) rule);
            }
        }
        return rules;
    }

    /** Every query of every dashboard. */
    static List<String> queries() throws IOException {
        List<String> queries = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER.resolve("dashboards"))) {
            for (Path file : files.sorted().toList()) {
                JsonNode dashboard = new ObjectMapper().readTree(file.toFile());
                dashboard.findValues("expr").forEach(query -> queries.add(query.asText()));
            }
        }
        return queries;
    }

    static Map<String, Object> yaml(String file) throws Exception {
        return YamlParserUtils.loadYamlFile(FOLDER.resolve(file).toFile());
    }

    static List<?> list(@Nullable Object node) {
        return node instanceof List<?> list ? list : List.of();
    }
}
