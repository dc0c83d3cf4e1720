package io.riffle.cli.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import io.riffle.job.JobConfiguration;
import io.riffle.job.RecommendationJob;
import io.riffle.job.TrainingJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.junit.jupiter.api.Test;

/** What the manifests name is there: options, classes, jars, ports, files, versions. */
class KubernetesTest {

    private static final Map<String, Consumer<Configuration>> JOBS =
            Map.of(
                    RecommendationJob.class.getName(), RecommendationJob::check,
                    TrainingJob.class.getName(), TrainingJob::check);

    @Test
    void everyVariantOfBothJobsHasOptionsThatTheJobTakes() {
        assertThat(Manifests.deployments()).hasSize(6);
        Set<String> known = FlinkKeys.known();
        for (JsonNode job : Manifests.deployments()) {
            Map<String, String> options = options(job);
            assertThat(options.keySet())
                    .as(Manifests.name(job))
                    .allMatch(key -> key.startsWith("riffle.") || known.contains(key));
            Consumer<Configuration> check = JOBS.get(job.at("/spec/job/entryClass").asText());
            assertThat(check).as(Manifests.name(job)).isNotNull();
            Configuration all =
                    JobConfiguration.withDefaults(Configuration.fromMap(new HashMap<>(options)));
            assertThatCode(() -> check.accept(all))
                    .as(Manifests.name(job))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void anUnknownOptionWouldBeFound() {
        Map<String, String> options = options(Manifests.deployments().get(0));
        options.put("riffle.slate.sise", "5");
        Configuration all = JobConfiguration.withDefaults(Configuration.fromMap(options));
        assertThatCode(() -> RecommendationJob.check(all))
                .hasMessageContaining("riffle.slate.sise");
    }

    @Test
    void jarsVersionsAndPortsAreThoseOfTheBuild() throws IOException {
        String pom = Files.readString(Manifests.DEPLOY.resolve("../pom.xml"));
        String version = first("<artifactId>riffle-parent</artifactId>\\s*<version>(.*?)<", pom);
        String flink = first("<flink.version>(\\d+)\\.(\\d+)", pom);
        for (JsonNode job : Manifests.deployments()) {
            assertThat(job.at("/spec/job/jarURI").asText())
                    .isEqualTo("local:///opt/riffle/lib/riffle-flink-jobs-" + version + ".jar");
            assertThat(job.at("/spec/flinkVersion").asText()).isEqualTo("v" + flink);
            assertThat(job.at("/spec/image").asText()).endsWith(":" + version);
            assertThat(job.at("/spec/job/upgradeMode").asText()).isEqualTo("savepoint");
            JsonNode jobManager = container(job.at("/spec/jobManager/podTemplate"));
            assertThat(jobManager.at("/livenessProbe/httpGet/port").asInt())
                    .isEqualTo(RestOptions.PORT.defaultValue());
        }
        String dockerfile = Files.readString(Manifests.DEPLOY.resolve("docker/Dockerfile"));
        assertThat(dockerfile)
                .contains("image.version=\"" + version + "\"", "EXPOSE 6122 6123 8081 8088");
    }

    @Test
    void theAllocatorsEnvironmentIsTheLaunchers() throws IOException {
        String script = Files.readString(Manifests.DEPLOY.resolve("bin/environment.sh"));
        List<String> expected = new ArrayList<>();
        Matcher line = Pattern.compile("export (MALLOC_\\w+)=\\$\\{\\1:-(\\d+)}").matcher(script);
        while (line.find()) {
            expected.add(line.group(1) + "=" + line.group(2));
        }
        assertThat(expected).hasSize(4);
        for (JsonNode job : Manifests.deployments()) {
            List<String> found = new ArrayList<>();
            container(job.at("/spec/podTemplate"))
                    .path("env")
                    .forEach(
                            e ->
                                    found.add(
                                            e.path("name").asText()
                                                    + "="
                                                    + e.path("value").asText()));
            assertThat(found).isEqualTo(expected);
        }
    }

    @Test
    void podsHaveNoRightsTheyDoNotNeed() {
        for (JsonNode job : Manifests.deployments()) {
            JsonNode pod = job.at("/spec/podTemplate/spec");
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            JsonNode security = container(job.at("/spec/podTemplate")).path("securityContext");
            assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
            assertThat(security.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
            assertThat(options(job)).containsEntry("pipeline.max-parallelism", "720");
        }
    }

    @Test
    void filesLabelsAndNamesThatAreMeantAreThere() throws IOException {
        for (Path file : Manifests.files(Manifests.KUBERNETES)) {
            if (file.getFileName().toString().equals("kustomization.yaml")) {
                JsonNode kustomization = Manifests.read(file).get(0);
                Stream.concat(
                                stream(kustomization.path("resources")),
                                stream(kustomization.path("patches")).map(p -> p.path("path")))
                        .forEach(
                                name ->
                                        assertThat(file.resolveSibling(name.asText()).normalize())
                                                .exists());
            }
        }
        List<String> jobs =
                Manifests.deployments().stream().map(Manifests::name).distinct().toList();
        List<String> all = Stream.concat(jobs.stream(), Stream.of("riffle-gateway")).toList();
        List<String> guarded = new ArrayList<>();
        List<String> budgeted = new ArrayList<>();
        for (JsonNode document : Manifests.complete()) {
            switch (document.path("kind").asText()) {
                case "PodDisruptionBudget" ->
                        budgeted.add(document.at("/spec/selector/matchLabels/app").asText());
                case "NetworkPolicy" ->
                        stream(document.at("/spec/podSelector/matchExpressions/0/values"))
                                .map(JsonNode::asText)
                                .forEach(guarded::add);
                case "FlinkStateSnapshot" ->
                        assertThat(jobs).contains(document.at("/spec/jobReference/name").asText());
                default -> assertThat(document.path("apiVersion").asText()).isNotEmpty();
            }
        }
        assertThat(budgeted).containsExactlyInAnyOrderElementsOf(all);
        assertThat(guarded).containsExactlyInAnyOrderElementsOf(all);
    }

    /** By a number: the pods of a job are no controller's whose scale would count them. */
    @Test
    void nodesAreDrainedOnePodOfAJobAfterTheOther() {
        for (JsonNode job : Manifests.deployments()) {
            int parallelism = job.at("/spec/job/parallelism").asInt();
            int slots = Integer.parseInt(options(job).get("taskmanager.numberOfTaskSlots"));
            int taskManagers = (parallelism + slots - 1) / slots;
            JsonNode budget =
                    Manifests.complete().stream()
                            .filter(d -> d.path("kind").asText().equals("PodDisruptionBudget"))
                            .filter(d -> Manifests.name(d).equals(Manifests.name(job)))
                            .findFirst()
                            .orElseThrow();
            assertThat(budget.at("/spec/minAvailable").asInt(-1))
                    .as(Manifests.name(job))
                    .isEqualTo(taskManagers);
            assertThat(budget.at("/spec").has("maxUnavailable")).isFalse();
        }
    }

    @Test
    void theClustersConfigurationHasOptionsThatFlinkKnows() {
        Set<String> known = FlinkKeys.known();
        Map<String, String> options = new HashMap<>();
        flatten(
                "",
                Manifests.read(Manifests.DEPLOY.resolve("cluster/conf/config.yaml")).get(0),
                options);
        assertThat(options.keySet())
                .contains("env.java.opts.taskmanager", "rest.bind-address")
                .allMatch(key -> key.startsWith("riffle.") || known.contains(key));
        options.put("execution.checkpointing.dir", "file:///var/lib/riffle/checkpoints");
        Configuration all = JobConfiguration.withDefaults(Configuration.fromMap(options));
        assertThatCode(() -> RecommendationJob.check(all)).doesNotThrowAnyException();
    }

    private static void flatten(String prefix, JsonNode node, Map<String, String> into) {
        node.properties()
                .forEach(
                        field -> {
                            String key = prefix + field.getKey();
                            if (field.getValue().isObject()) {
                                flatten(key + ".", field.getValue(), into);
                            } else {
                                into.put(key, field.getValue().asText());
                            }
                        });
    }

    private static Map<String, String> options(JsonNode job) {
        Map<String, String> options = new HashMap<>();
        job.at("/spec/flinkConfiguration")
                .properties()
                .forEach(option -> options.put(option.getKey(), option.getValue().asText()));
        return options;
    }

    private static JsonNode container(JsonNode podTemplate) {
        JsonNode container = podTemplate.at("/spec/containers/0");
        assertThat(container.path("name").asText()).isEqualTo("flink-main-container");
        return container;
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        List<JsonNode> all = new ArrayList<>();
        array.forEach(all::add);
        return all.stream();
    }

    private static String first(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.groupCount() == 1
                ? matcher.group(1)
                : matcher.group(1) + "_" + matcher.group(2);
    }
}
