package io.riffle.artifact.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.artifact.Manifest;
import io.riffle.artifact.ModelException;
import io.riffle.artifact.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A version whose files somebody changed is refused, with file, value and rule. */
class DamagedArtifactTest {
    @TempDir Path root;
    private StoredBackbone stored;
    private ModelStore store;

    @BeforeEach
    void open() {
        stored = new StoredBackbone(root);
        store = stored.store();
    }

    @Test
    void changedByteIsRefused() throws IOException {
        stored.put();
        Path file = stored.file("weights.safetensors");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 3] ^= 1;
        Files.write(file, bytes);
        refuses("weights.safetensors", "SHA-256", "must be the manifest's");
    }

    @Test
    void truncatedFileIsRefused() throws IOException {
        stored.put();
        byte[] bytes = Files.readAllBytes(stored.file("items.jsonl"));
        Files.write(stored.file("items.jsonl"), java.util.Arrays.copyOf(bytes, bytes.length - 5));
        refuses("items.jsonl", "length");
    }

    @Test
    void missingFileIsRefused() throws IOException {
        stored.put();
        Files.delete(stored.file("weights.safetensors"));
        refuses("weights.safetensors", "no such file");
    }

    @Test
    void missingTensorIsRefused() throws IOException {
        stored.put();
        Map<String, Tensor> tensors = StoredBackbone.tensors(StoredBackbone.CONFIG, 1);
        tensors.remove("layers.0.time_scale");
        stored.rewriteWeights(tensors);
        refuses("tensor (layers.0.time_scale)", "must be present");
    }

    @Test
    void extraTensorIsRefused() throws IOException {
        stored.put();
        Map<String, Tensor> tensors = StoredBackbone.tensors(StoredBackbone.CONFIG, 1);
        tensors.put("layers.1.uv", new Tensor(new long[] {1}, new float[1]));
        stored.rewriteWeights(tensors);
        refuses("tensor (layers.1.uv)", "must be one its config asks for");
    }

    @Test
    void wrongShapeIsRefused() throws IOException {
        stored.put();
        Map<String, Tensor> tensors = StoredBackbone.tensors(StoredBackbone.CONFIG, 1);
        tensors.put("layers.0.lin1.weight", new Tensor(new long[] {4, 8}, new float[32]));
        stored.rewriteWeights(tensors);
        refuses("shape ([4, 8])", "layers.0.lin1.weight", "must be [8, 4]");
    }

    @Test
    void valueThatIsNotFiniteIsRefused() throws IOException {
        stored.put();
        Map<String, Tensor> tensors = StoredBackbone.tensors(StoredBackbone.CONFIG, 1);
        Objects.requireNonNull(tensors.get("layers.0.uv")).data()[7] = Float.NaN;
        stored.rewriteWeights(tensors);
        refuses("value 7 (NaN)", "layers.0.uv", "must be finite");
        assertThatThrownBy(
                        () ->
                                store.put(
                                        Manifest.draft("backbone", StoredBackbone.CONFIG.json()),
                                        tensors,
                                        StoredBackbone.ITEMS))
                .hasMessageContaining("must be finite");
    }

    @Test
    void unknownFormatVersionIsRefused() throws IOException {
        stored.put();
        stored.edit(node -> node.put("format_version", 2));
        refuses("manifest.json", "format_version (2)", "must be 1");
    }

    @Test
    void unknownArchitectureIsRefused() throws IOException {
        stored.put();
        stored.edit(node -> ((ObjectNode) node.get("config")).put("architecture", "other"));
        refuses("architecture (other)");
    }

    @Test
    void promisedItemsThatAreNotThereAreRefusedWithoutAllocation() throws IOException {
        stored.put();
        stored.edit(node -> ((ObjectNode) node.get("config")).put("items", 2_000_000_000));
        refuses("item_embedding", "must be [2000000000, 4]");
    }

    @Test
    void deepAndRepeatedJsonIsRefused() throws IOException {
        stored.put();
        Files.writeString(stored.file("manifest.json"), "[".repeat(100_000));
        refuses("manifest.json", "must be JSON");
        Files.writeString(stored.file("manifest.json"), "{\"model\":\"a\",\"model\":\"b\"}");
        refuses("manifest.json", "must be JSON");
    }

    @Test
    void brokenItemLinesAreRefused() throws IOException {
        stored.put();
        refusesItems("{\"row\":1,\"item_id\":\"a\"}\n{\"row\":3,\"item_id\":\"b\"}\n", "must be 2");
        refusesItems(lines("a", "b", "a", "d"), "must be there once");
        refusesItems(lines("a", "b", "c"), "must be the config's: 5");
        refusesItems(lines("a", "b", "c", "d", "e"), "must be the config's: 5");
        refusesItems(lines("a", "", "c", "d"), "must be 1 to 256 bytes");
        refusesItems(lines("a", "x".repeat(257), "c", "d"), "must be 1 to 256 bytes");
        refusesItems(lines("a", "\\ud800", "c", "d"), "must be 1 to 256 bytes of UTF-8");
        refusesItems("{\"row\":1,\"item_id\":7}\n", "must be text");
        refusesItems("x".repeat(5000), "must hold at most 4096 bytes");
        refusesItems("\n", "row");
        refusesItems("{\"row\":1,", "must be JSON");
    }

    private void refusesItems(String content, String... parts) throws IOException {
        stored.rewrite("items.jsonl", content.getBytes(StandardCharsets.UTF_8));
        refuses(parts);
    }

    private void refuses(String... parts) {
        var thrown =
                assertThatThrownBy(() -> store.get("backbone", 1))
                        .isInstanceOf(ModelException.class)
                        .hasMessageContaining(root.toString());
        for (String part : parts) {
            thrown.hasMessageContaining(part);
        }
    }

    private static String lines(String... ids) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < ids.length; i++) {
            text.append("{\"row\":").append(i + 1).append(",\"item_id\":\"");
            text.append(ids[i]).append("\"}\n");
        }
        return text.toString();
    }
}
