package io.riffle.cli.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riffle.cli.Terminal;
import io.riffle.gateway.Gateway;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Wherever a gateway is started: its options, port, paths and labels are there. */
class GatewayDeploymentTest {

    private static final Path DEPLOY = Manifests.DEPLOY;
    private static final String PORT = "8088";

    /** On a page: the command, then its words up to the end of the line or of the quotation. */
    private static final Pattern STARTED =
            Pattern.compile(
                    "(?:riffle serve|cluster (?:start|run)-gateway)((?: (?!#)[^\\s`&|;]+)*)");

    private final JsonNode pod = manifest("Deployment").at("/spec/template");
    private final JsonNode container = pod.at("/spec/containers/0");
    private final JsonNode composed =
            Manifests.read(DEPLOY.resolve("docker/compose.yaml")).get(0).path("services");

    @Test
    void optionsAreThoseOfTheCommandWhereverItIsStarted() throws IOException {
        List<String> all = new ArrayList<>();
        all.add(String.join(" ", words(container.path("args"))));
        all.add(String.join(" ", words(composed.at("/gateway/command"))));
        assertThat(all).allMatch(words -> words.startsWith("serve --brokers=")).hasSize(2);
        try (Stream<Path> files = Files.walk(DEPLOY)) {
            for (Path file : files.filter(GatewayDeploymentTest::tells).toList()) {
                Matcher started = STARTED.matcher(Files.readString(file));
                while (started.find()) {
                    all.add("serve" + started.group(1));
                }
            }
        }
        assertThat(all).hasSizeGreaterThan(8);
        for (String words : all) {
            assertThatCode(() -> parse(words)).as(words).doesNotThrowAnyException();
        }
    }

    @Test
    void anOptionThatDoesNotExistWouldBeFound() {
        for (String wrong : List.of("--prot=8088", "--port=eighty", "8088")) {
            assertThatCode(() -> parse("serve " + wrong)).isInstanceOf(RuntimeException.class);
        }
    }

    @Test
    void thePortIsTheSameWhereverItIsNamed() throws IOException {
        assertThat(words(container.path("args"))).contains("--port=" + PORT);
        assertThat(words(composed.at("/gateway/command"))).contains("--port=" + PORT);
        assertThat(words(composed.at("/gateway/ports")))
                .containsExactly("127.0.0.1:" + PORT + ":" + PORT);
        assertThat(container.at("/ports/0/containerPort").asText()).isEqualTo(PORT);
        assertThat(manifest("Service").at("/spec/ports/0/targetPort"))
                .isEqualTo(container.at("/ports/0/name"));
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            assertThat(container.path(probe).at("/httpGet/port"))
                    .isEqualTo(container.at("/ports/0/name"));
        }
        assertThat(ofPolicy().at("/spec/ingress/0/ports/0/port").asText()).isEqualTo(PORT);
        Terminal help = new Terminal();
        help.run("serve", "--help");
        assertThat(help.out().replaceAll("\\s+", " ")).contains("(default: " + PORT + ")");
        for (String file :
                List.of(
                        "docker/health.sh",
                        "docker/Dockerfile",
                        "docker/prometheus.yml",
                        "observability/prometheus.yml",
                        "cluster/bin/cluster",
                        "security.md")) {
            assertThat(Files.readString(DEPLOY.resolve(file))).as(file).contains(PORT);
        }
    }

    @Test
    void pathsThatProbesAndScriptsAskForAreAnswered() throws IOException {
        List<String> paths = new ArrayList<>();
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            paths.add(container.path(probe).at("/httpGet/path").asText());
        }
        for (String script : List.of("docker/health.sh", "cluster/bin/cluster")) {
            Matcher path =
                    Pattern.compile("/health/\\w+")
                            .matcher(Files.readString(DEPLOY.resolve(script)));
            while (path.find()) {
                paths.add(path.group());
            }
        }
        List<String> answered = new ArrayList<>();
        try (InputStream in = Gateway.class.getResourceAsStream("openapi.json")) {
            new ObjectMapper()
                    .readTree(in)
                    .path("paths")
                    .fieldNames()
                    .forEachRemaining(answered::add);
        }
        assertThat(paths).hasSizeGreaterThan(4);
        assertThat(answered).containsAll(paths);
        assertThat(words(composed.at("/gateway/healthcheck/test")).get(1)).endsWith("/health.sh");
    }

    @Test
    void nobodyIsLetInWithoutATokenAndPodsHaveNoRightsTheyDoNotNeed() {
        for (List<String> started :
                List.of(words(container.path("args")), words(composed.at("/gateway/command")))) {
            assertThat(started)
                    .anyMatch(word -> word.startsWith("--token-file="))
                    .doesNotContain("--open");
        }
        String mounted = container.at("/volumeMounts/1/mountPath").asText();
        assertThat(words(container.path("args"))).contains("--token-file=" + mounted + "/tokens");
        assertThat(pod.at("/spec/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(pod.at("/spec/automountServiceAccountToken").asBoolean(true)).isFalse();
        JsonNode security = container.path("securityContext");
        assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(security.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
    }

    @Test
    void labelsAndSecretsMeetEachOther() {
        String label = pod.at("/metadata/labels/app").asText();
        assertThat(manifest("Deployment").at("/spec/selector/matchLabels/app").asText())
                .isEqualTo(label);
        assertThat(manifest("Service").at("/spec/selector/app").asText()).isEqualTo(label);
        assertThat(ofPolicy().at("/spec/podSelector/matchExpressions/0/values/0").asText())
                .isEqualTo(label);
        for (Map.Entry<String, JsonNode> service : composed.properties()) {
            for (String secret : words(service.getValue().path("secrets"))) {
                assertThat(secret).isEqualTo("gateway-tokens");
            }
        }
        assertThat(words(composed.at("/gateway/command")))
                .contains("--token-file=/run/secrets/gateway-tokens");
    }

    /** What the command would refuse, fails; the cluster's script knows brokers by itself. */
    private static void parse(String words) {
        List<String> all = new ArrayList<>(List.of(words.split(" ", -1)));
        if (!words.contains("--brokers")) {
            all.add("--brokers=localhost:9092");
        }
        new Terminal().parse(all.toArray(String[]::new));
    }

    private static boolean tells(Path file) {
        String name = file.toString();
        return (name.endsWith(".md") || name.endsWith(".service")) && !name.contains("/target/");
    }

    private static JsonNode ofPolicy() {
        return one("NetworkPolicy", "riffle-gateway");
    }

    private static JsonNode manifest(String kind) {
        return one(kind, "riffle-gateway");
    }

    private static JsonNode one(String kind, String name) {
        return Manifests.complete().stream()
                .filter(d -> d.path("kind").asText().equals(kind))
                .filter(d -> Manifests.name(d).equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> words(JsonNode array) {
        List<String> words = new ArrayList<>();
        array.forEach(word -> words.add(word.asText()));
        return words;
    }
}
