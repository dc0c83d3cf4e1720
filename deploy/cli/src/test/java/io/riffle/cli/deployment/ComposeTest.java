package io.riffle.cli.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the compose file and the images name is there. */
class ComposeTest {

    private static final Path DOCKER = Manifests.DEPLOY.resolve("docker");

    private final JsonNode compose = Manifests.read(DOCKER.resolve("compose.yaml")).get(0);

    @Test
    void optionsOfTheClusterAreKnown() {
        String options = compose.at("/x-cluster/environment/RIFFLE_CLUSTER_OPTIONS").asText();
        List<String> keys = new ArrayList<>();
        for (String word : options.split(" ", -1)) {
            assertThat(word).startsWith("-D").contains("=");
            keys.add(word.substring(2, word.indexOf('=')));
        }
        assertThat(keys)
                .contains("riffle.kafka.brokers", "rest.bind-address")
                .allMatch(
                        key ->
                                key.startsWith("riffle.")
                                        || key.startsWith("metrics.reporter.prom.")
                                        || FlinkKeys.known().contains(key));
    }

    @Test
    void servicesWaitForServicesThatAreThere() {
        List<String> names = new ArrayList<>();
        compose.path("services").fieldNames().forEachRemaining(names::add);
        assertThat(names)
                .contains("broker", "topics", "jobmanager", "taskmanager", "recommend", "gateway");
        for (Map.Entry<String, JsonNode> service : compose.path("services").properties()) {
            service.getValue()
                    .path("depends_on")
                    .fieldNames()
                    .forEachRemaining(name -> assertThat(names).contains(name));
        }
    }

    @Test
    void theBrokersVolumeIsWhereItWrites() {
        JsonNode broker = compose.at("/services/broker");
        String written = broker.at("/environment/KAFKA_LOG_DIRS").asText();
        assertThat(written).isNotEmpty();
        assertThat(broker.path("volumes"))
                .anyMatch(volume -> volume.asText().endsWith(":" + written));
    }

    @Test
    void jobsAreKeptAsLongAsTheirClusterIs() {
        for (String job : List.of("train", "recommend")) {
            JsonNode service = compose.at("/services/" + job);
            assertThat(service.at("/command/0").asText()).isEqualTo("keep");
            assertThat(service.at("/command/1").asText()).isEqualTo(job);
            assertThat(service.has("restart")).as("that of the cluster").isFalse();
        }
        assertThat(compose.at("/x-cluster/restart").asText()).isEqualTo("unless-stopped");
    }

    @Test
    void publishedPortsAreBoundToLoopback() {
        for (Map.Entry<String, JsonNode> service : compose.path("services").properties()) {
            service.getValue()
                    .path("ports")
                    .forEach(port -> assertThat(port.asText()).startsWith("127.0.0.1:"));
        }
    }

    @Test
    void scriptsThatTheImageRunsAreExecutable() {
        for (String script :
                List.of(
                        "entrypoint.sh",
                        "health.sh",
                        "keep.sh",
                        "plugins.sh",
                        "test.sh",
                        "bin/kubernetes-jobmanager.sh",
                        "bin/kubernetes-taskmanager.sh",
                        "../bin/riffle",
                        "../cluster/bin/cluster")) {
            assertThat(Files.isExecutable(DOCKER.resolve(script))).as(script).isTrue();
        }
    }
}
