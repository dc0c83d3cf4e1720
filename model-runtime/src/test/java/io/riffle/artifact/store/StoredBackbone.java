package io.riffle.artifact.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.artifact.Manifest;
import io.riffle.artifact.Safetensors;
import io.riffle.artifact.Sha256;
import io.riffle.artifact.Tensor;
import io.riffle.model.fuxi.FuxiBeta;
import io.riffle.model.fuxi.FuxiConfig;
import io.riffle.model.fuxi.TimeFunction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** A store in a folder, and the files of the first version in it. */
final class StoredBackbone {
    static final FuxiConfig CONFIG =
            new FuxiConfig(5, 4, 1, 4, 1, 8, 6, 8, TimeFunction.POW, 1e-6f, 1e-6f, 0.05f);
    static final List<String> ITEMS = List.of("a", "b", "ç", "d");

    private final Path root;
    private final ModelStore store;

    StoredBackbone(Path root) {
        this.root = root;
        this.store = ModelStore.local(root);
    }

    ModelStore store() {
        return store;
    }

    /** Puts the next version. */
    Manifest put() {
        return store.put(Manifest.draft("backbone", CONFIG.json()), tensors(CONFIG, 1), ITEMS);
    }

    Path file(String name) {
        return root.resolve("backbone/1").resolve(name);
    }

    void rewriteWeights(Map<String, Tensor> tensors) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Safetensors(tensors, Map.of()).write(out);
        rewrite("weights.safetensors", out.toByteArray());
    }

    /** Replaces a file and makes the manifest agree with it. */
    void rewrite(String name, byte[] bytes) throws IOException {
        Files.write(file(name), bytes);
        edit(
                node ->
                        node.get("files")
                                .forEach(
                                        entry -> {
                                            if (entry.get("name").asText().equals(name)) {
                                                ((ObjectNode) entry)
                                                        .put("bytes", bytes.length)
                                                        .put("sha256", Sha256.of(bytes));
                                            }
                                        }));
    }

    void edit(Consumer<ObjectNode> edit) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode node = (ObjectNode) mapper.readTree(file("manifest.json").toFile());
        edit.accept(node);
        Files.write(file("manifest.json"), mapper.writeValueAsBytes(node));
    }

    static Map<String, Tensor> tensors(FuxiConfig config, long seed) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        FuxiBeta.initialise(config, seed)
                .forEach(
                        (name, values) ->
                                tensors.put(
                                        name,
                                        new Tensor(
                                                Objects.requireNonNull(config.tensors().get(name)),
                                                values)));
        return tensors;
    }
}
