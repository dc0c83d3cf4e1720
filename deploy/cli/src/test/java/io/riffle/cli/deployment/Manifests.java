package io.riffle.cli.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The files that people deploy with, as they lie in the clone. */
final class Manifests {

    static final Path DEPLOY = Path.of("..").toAbsolutePath().normalize();
    static final Path KUBERNETES = DEPLOY.resolve("kubernetes");

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private Manifests() {}

    /** The documents of one file. */
    static List<JsonNode> read(Path file) {
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(file.toFile())) {
            return documents.readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    /** Every document that is sent to Kubernetes: no kustomizations, no patches. */
    static List<JsonNode> complete() {
        List<JsonNode> all = new ArrayList<>(read(KUBERNETES.resolve("snapshot.yaml")));
        for (Path file : files(KUBERNETES.resolve("base"))) {
            all.addAll(read(file));
        }
        all.removeIf(document -> document.path("kind").asText().equals("Kustomization"));
        return all;
    }

    /** The two jobs, of the base and of each overlay merged into it. */
    static List<JsonNode> deployments() {
        List<JsonNode> base =
                complete().stream()
                        .filter(d -> d.path("kind").asText().equals("FlinkDeployment"))
                        .toList();
        List<JsonNode> all = new ArrayList<>(base);
        for (Path file : files(KUBERNETES.resolve("overlays"))) {
            for (JsonNode patch : read(file)) {
                base.stream()
                        .filter(job -> name(job).equals(name(patch)))
                        .forEach(job -> all.add(merged(job, patch)));
            }
        }
        return all;
    }

    static String name(JsonNode document) {
        return document.at("/metadata/name").asText();
    }

    /** All YAML files under a folder. */
    static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a patch of a resource that Kubernetes does not know the lists of: maps merge. */
    private static JsonNode merged(JsonNode base, JsonNode patch) {
        if (!(base instanceof ObjectNode) || !(patch instanceof ObjectNode)) {
            return patch;
        }
        ObjectNode result = base.deepCopy();
        for (Map.Entry<String, JsonNode> field : patch.properties()) {
            JsonNode before = result.get(field.getKey());
            result.set(
                    field.getKey(),
                    before == null ? field.getValue() : merged(before, field.getValue()));
        }
        return result;
    }
}
