package io.riffle.artifact.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.Manifest;
import io.riffle.artifact.ModelException;
import io.riffle.artifact.Safetensors;
import io.riffle.artifact.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
    void hostileHeadsAreRefused() throws IOException {
        stored.put();
        stored.rewrite("weights.safetensors", head(Long.MAX_VALUE, "{}"));
        refuses("header length");
        stored.rewrite("weights.safetensors", head(-1, "{}"));
        refuses("header length");
        stored.rewrite("weights.safetensors", new byte[] {1, 2, 3});
        refuses("weights.safetensors", "must be at least 8 bytes");
        refusesHead(
                place("a", "[1]", "0,4") + "," + place("b", "[2]", "0,8"), "no gap, no overlap");
        refusesHead(place("a", "[4]", "4,20"), "no gap, no overlap");
        refusesHead(place("a", "[1]", "0,4"), "must fill the file");
        refusesHead(place("a", "[4]", "0,8"), "must span 16 bytes");
        refusesHead(place("a", "[4611686018427387904,4]", "0,16"), "must be countable");
        refusesHead(place("a", "[-4]", "0,16"), "must hold whole numbers");
        refusesHead(place("a", "[4]", "0,16") + "," + place("a", "[4]", "0,16"), "must be JSON");
        refusesHead("\"a\":" + "[".repeat(5000), "must be JSON");
        refusesHead("\"a\":{\"dtype\":\"BF16\",\"shape\":[8],\"data_offsets\":[0,16]}", "dtype");
        refusesHead("\"a\":7", "dtype");
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

    @Test
    void halfPrecisionCopiesAreRead() throws IOException {
        stored.put();
        Map<String, Tensor> tensors = StoredBackbone.tensors(StoredBackbone.CONFIG, 1);
        tensors.remove("layers.0.time_scale");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Safetensors(tensors, Map.of()).write(out);
        ByteBuffer file = ByteBuffer.wrap(out.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        int size = (int) file.getLong(0);
        long end = file.capacity() - 8L - size;
        String head = new String(file.array(), 8, size, StandardCharsets.UTF_8).trim();
        head =
                head.substring(0, head.length() - 1)
                        + ",\"layers.0.time_scale\":{\"dtype\":\"F16\",\"shape\":[1],"
                        + "\"data_offsets\":["
                        + end
                        + ","
                        + (end + 2)
                        + "]}}";
        ByteArrayOutputStream half = new ByteArrayOutputStream();
        half.write(head(head.length(), head));
        half.write(file.array(), 8 + size, (int) end);
        half.write(new byte[] {0x00, (byte) 0xb8}); // -0.5
        stored.rewrite("weights.safetensors", half.toByteArray());
        LoadedModel model = store.get("backbone", 1);
        assertThat(model.weights().get("layers.0.time_scale")).containsExactly(-0.5f);
    }

    private void refusesHead(String fields, String... parts) throws IOException {
        String head = "{" + fields + "}";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(head(head.length(), head));
        out.write(new byte[16]);
        stored.rewrite("weights.safetensors", out.toByteArray());
        refuses(parts);
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

    private static String place(String name, String shape, String offsets) {
        return "\""
                + name
                + "\":{\"dtype\":\"F32\",\"shape\":"
                + shape
                + ",\"data_offsets\":["
                + offsets
                + "]}";
    }

    private static byte[] head(long length, String head) {
        byte[] text = head.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + text.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .put(text)
                .array();
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
