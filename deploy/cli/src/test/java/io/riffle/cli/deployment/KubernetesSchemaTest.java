package io.riffle.cli.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The manifests are what the operator's definitions allow: {@code -Driffle.kubernetes.crds=DIR}
 * names a folder with {@code flinkdeployments.flink.apache.org-v1.yml} and that of the snapshots.
 */
class KubernetesSchemaTest {

    private final Map<String, JsonNode> schemas = new HashMap<>();

    @BeforeEach
    void read() {
        String folder = System.getProperty("riffle.kubernetes.crds", "");
        assumeTrue(
                !folder.isEmpty() && Files.isDirectory(Path.of(folder)),
                "no definitions: -Driffle.kubernetes.crds=DIR is not given");
        for (String name : List.of("flinkdeployments", "flinkstatesnapshots")) {
            Path file = Path.of(folder, name + ".flink.apache.org-v1.yml");
            JsonNode definition = Manifests.read(file).get(0);
            schemas.put(
                    definition.at("/spec/names/kind").asText(),
                    definition.at("/spec/versions/0/schema/openAPIV3Schema"));
        }
    }

    @Test
    void everyManifestIsAllowed() {
        List<JsonNode> documents = new ArrayList<>(Manifests.deployments());
        documents.addAll(Manifests.complete());
        List<String> problems = new ArrayList<>();
        int judged = 0;
        for (JsonNode document : documents) {
            JsonNode schema = schemas.get(document.path("kind").asText());
            if (schema != null) {
                judged++;
                check(
                        Manifests.name(document),
                        document.path("spec"),
                        schema.at("/properties/spec"),
                        problems);
            }
        }
        assertThat(judged).isGreaterThanOrEqualTo(6);
        assertThat(problems).isEmpty();
    }

    @Test
    void whatIsNotAllowedIsFound() {
        ObjectNode wrong = Manifests.deployments().get(0).path("spec").deepCopy();
        wrong.put("flinkVersion", "v9_9");
        wrong.put("parallelism", 3);
        wrong.withObject("/job").put("parallelism", "many");
        List<String> problems = new ArrayList<>();
        check("wrong", wrong, schemas.get("FlinkDeployment").at("/properties/spec"), problems);
        assertThat(problems)
                .containsExactlyInAnyOrder(
                        "wrong/flinkVersion: not one of the values",
                        "wrong/parallelism: unknown",
                        "wrong/job/parallelism: not an integer");
    }

    private static void check(
            String where, JsonNode value, JsonNode schema, List<String> problems) {
        if (schema.has("enum") && !contains(schema.path("enum"), value)) {
            problems.add(where + ": not one of the values");
        }
        if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
            return;
        }
        switch (schema.path("type").asText()) {
            case "object" -> object(where, value, schema, problems);
            case "array" -> {
                for (int i = 0; i < value.size(); i++) {
                    check(where + "/" + i, value.get(i), schema.path("items"), problems);
                }
            }
            case "integer" -> expect(value.isIntegralNumber(), where, "an integer", problems);
            case "number" -> expect(value.isNumber(), where, "a number", problems);
            case "boolean" -> expect(value.isBoolean(), where, "a boolean", problems);
            case "string" -> expect(value.isTextual(), where, "a string", problems);
            default ->
                    expect(
                            schema.has("anyOf")
                                    || schema.isEmpty()
                                    || schema.has("x-kubernetes-preserve-unknown-fields"),
                            where,
                            "foreseen by this test",
                            problems);
        }
    }

    private static void object(
            String where, JsonNode value, JsonNode schema, List<String> problems) {
        if (!value.isObject()) {
            problems.add(where + ": not an object");
            return;
        }
        boolean open = schema.path("x-kubernetes-preserve-unknown-fields").asBoolean();
        value.properties()
                .forEach(
                        field -> {
                            String path = where + "/" + field.getKey();
                            JsonNode known = schema.path("properties").path(field.getKey());
                            if (!known.isMissingNode()) {
                                check(path, field.getValue(), known, problems);
                            } else if (schema.path("additionalProperties").isObject()) {
                                check(
                                        path,
                                        field.getValue(),
                                        schema.path("additionalProperties"),
                                        problems);
                            } else if (!open) {
                                problems.add(path + ": unknown");
                            }
                        });
    }

    private static void expect(boolean holds, String where, String what, List<String> problems) {
        if (!holds) {
            problems.add(where + ": not " + what);
        }
    }

    private static boolean contains(JsonNode values, JsonNode value) {
        for (JsonNode one : values) {
            if (one.equals(value)) {
                return true;
            }
        }
        return false;
    }
}
