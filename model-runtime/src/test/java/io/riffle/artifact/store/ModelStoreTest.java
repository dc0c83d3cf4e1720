package io.riffle.artifact.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.Manifest;
import io.riffle.artifact.ModelException;
import io.riffle.artifact.Safetensors;
import io.riffle.artifact.Sha256;
import io.riffle.artifact.Tensor;
import io.riffle.model.fuxi.FuxiBeta;
import io.riffle.model.fuxi.FuxiConfig;
import io.riffle.model.fuxi.TimeFunction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStoreTest {
    private static final FuxiConfig CONFIG =
            new FuxiConfig(5, 4, 1, 4, 1, 8, 6, 8, TimeFunction.POW, 1e-6f, 1e-6f, 0.05f);
    private static final List<String> ITEMS = List.of("a", "b", "ç", "d");

    @TempDir Path root;
    private ModelStore store;

    @BeforeEach
    void open() {
        store = ModelStore.local(root);
    }

    @Test
    void whatIsPutComesBack() {
        Map<String, Tensor> tensors = tensors(CONFIG, 1);
        Manifest manifest = store.put(Manifest.draft("backbone", CONFIG.json()), tensors, ITEMS);
        LoadedModel model = store.get("backbone", manifest.version());
        assertThat(manifest.version()).isEqualTo(1);
        assertThat(FuxiConfig.of(model.config())).isEqualTo(CONFIG);
        assertThat(model.vocabulary().itemIds()).isEqualTo(ITEMS);
        assertThat(model.vocabulary().row("ç")).isEqualTo(3);
        assertThat(model.vocabulary().row("unknown")).isZero();
        assertSame(model.tensors(), tensors);
        assertThat(store.sha256("backbone", 1)).hasSize(64);
    }

    @Test
    void versionsGrowAndTheNewestIsRead() {
        putSnapshot();
        putSnapshot();
        assertThat(store.versions("backbone")).containsExactly(1L, 2L);
        assertThat(ModelStore.backbone(root.toString()).version()).isEqualTo(2);
        assertThat(ModelStore.backbone(store.uri("backbone", 1) + "/").version()).isEqualTo(1);
    }

    @Test
    void versionWithoutManifestDoesNotExist() throws IOException {
        Files.createDirectories(root.resolve("backbone/7"));
        assertThat(store.versions("backbone")).isEmpty();
        assertThatThrownBy(() -> ModelStore.backbone(root.toString()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("must be an artifact directory or a store");
    }

    @Test
    void takenVersionIsRefused() {
        Manifest manifest = putSnapshot();
        assertThatThrownBy(() -> store.put(manifest, tensors(CONFIG, 1), ITEMS))
                .hasMessageContaining("must be a new one");
    }

    @Test
    void deltaHoldsChangesAndKeepsItsBasesFingerprint() throws IOException {
        putSnapshot();
        LoadedModel base = store.get("backbone", 1);
        FuxiConfig grown = CONFIG.withItems(6);
        Map<String, Tensor> next = grow(base.tensors());
        List<String> items = new ArrayList<>(ITEMS);
        items.add("e");
        Manifest delta =
                store.putDelta(Manifest.draft("backbone", grown.json()), base, next, items);
        assertThat(delta.baseVersion()).isEqualTo(1);
        LoadedModel model = store.get("backbone", delta.version());
        assertSame(model.tensors(), next);
        assertThat(model.vocabulary().itemIds()).isEqualTo(items);
        assertThat(model.fingerprint()).isEqualTo(base.fingerprint());
        assertThat(Files.readString(root.resolve("backbone/2/items.jsonl")))
                .isEqualTo("{\"row\":5,\"item_id\":\"e\"}\n");
    }

    @Test
    void deltaWithoutItsBaseIsRefused() throws IOException {
        putSnapshot();
        LoadedModel base = store.get("backbone", 1);
        store.putDelta(Manifest.draft("backbone", CONFIG.json()), base, tensors(CONFIG, 2), ITEMS);
        Files.delete(root.resolve("backbone/1/manifest.json"));
        assertThatThrownBy(() -> store.get("backbone", 2))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("The base (")
                .hasMessageContaining("must be there and readable");
    }

    @Test
    void changedByteIsRefused() throws IOException {
        putSnapshot();
        Path file = file("weights.safetensors");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 3] ^= 1;
        Files.write(file, bytes);
        refuses("weights.safetensors", "SHA-256", "must be the manifest's");
    }

    @Test
    void truncatedFileIsRefused() throws IOException {
        putSnapshot();
        byte[] bytes = Files.readAllBytes(file("items.jsonl"));
        Files.write(file("items.jsonl"), java.util.Arrays.copyOf(bytes, bytes.length - 5));
        refuses("items.jsonl", "length");
    }

    @Test
    void missingFileIsRefused() throws IOException {
        putSnapshot();
        Files.delete(file("weights.safetensors"));
        refuses("weights.safetensors", "no such file");
    }

    @Test
    void missingTensorIsRefused() throws IOException {
        putSnapshot();
        Map<String, Tensor> tensors = tensors(CONFIG, 1);
        tensors.remove("layers.0.time_scale");
        rewriteWeights(tensors);
        refuses("tensor (layers.0.time_scale)", "must be present");
    }

    @Test
    void extraTensorIsRefused() throws IOException {
        putSnapshot();
        Map<String, Tensor> tensors = tensors(CONFIG, 1);
        tensors.put("layers.1.uv", new Tensor(new long[] {1}, new float[1]));
        rewriteWeights(tensors);
        refuses("tensor (layers.1.uv)", "must be one its config asks for");
    }

    @Test
    void wrongShapeIsRefused() throws IOException {
        putSnapshot();
        Map<String, Tensor> tensors = tensors(CONFIG, 1);
        tensors.put("layers.0.lin1.weight", new Tensor(new long[] {4, 8}, new float[32]));
        rewriteWeights(tensors);
        refuses("shape ([4, 8])", "layers.0.lin1.weight", "must be [8, 4]");
    }

    @Test
    void valueThatIsNotFiniteIsRefused() throws IOException {
        putSnapshot();
        Map<String, Tensor> tensors = tensors(CONFIG, 1);
        Objects.requireNonNull(tensors.get("layers.0.uv")).data()[7] = Float.NaN;
        rewriteWeights(tensors);
        refuses("value 7 (NaN)", "layers.0.uv", "must be finite");
        assertThatThrownBy(
                        () -> store.put(Manifest.draft("backbone", CONFIG.json()), tensors, ITEMS))
                .hasMessageContaining("must be finite");
    }

    @Test
    void unknownFormatVersionIsRefused() throws IOException {
        putSnapshot();
        editManifest(node -> node.put("format_version", 2));
        refuses("manifest.json", "format_version (2)", "must be 1");
    }

    @Test
    void unknownArchitectureIsRefused() throws IOException {
        putSnapshot();
        editManifest(node -> ((ObjectNode) node.get("config")).put("architecture", "other"));
        refuses("architecture (other)");
    }

    @Test
    void promisedItemsThatAreNotThereAreRefusedWithoutAllocation() throws IOException {
        putSnapshot();
        editManifest(node -> ((ObjectNode) node.get("config")).put("items", 2_000_000_000));
        refuses("item_embedding", "must be [2000000000, 4]");
    }

    @Test
    void deepAndRepeatedJsonIsRefused() throws IOException {
        putSnapshot();
        Files.writeString(file("manifest.json"), "[".repeat(100_000));
        refuses("manifest.json", "must be JSON");
        Files.writeString(file("manifest.json"), "{\"model\":\"a\",\"model\":\"b\"}");
        refuses("manifest.json", "must be JSON");
    }

    @Test
    void hostileHeadsAreRefused() throws IOException {
        putSnapshot();
        rewrite("weights.safetensors", head(Long.MAX_VALUE, "{}"));
        refuses("header length");
        rewrite("weights.safetensors", head(-1, "{}"));
        refuses("header length");
        rewrite("weights.safetensors", new byte[] {1, 2, 3});
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
        putSnapshot();
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
        putSnapshot();
        Map<String, Tensor> tensors = tensors(CONFIG, 1);
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
        rewrite("weights.safetensors", half.toByteArray());
        LoadedModel model = store.get("backbone", 1);
        assertThat(model.weights().get("layers.0.time_scale")).containsExactly(-0.5f);
    }

    private void refusesHead(String fields, String... parts) throws IOException {
        String head = "{" + fields + "}";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(head(head.length(), head));
        out.write(new byte[16]);
        rewrite("weights.safetensors", out.toByteArray());
        refuses(parts);
    }

    private void refusesItems(String content, String... parts) throws IOException {
        rewrite("items.jsonl", content.getBytes(StandardCharsets.UTF_8));
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

    private Manifest putSnapshot() {
        return store.put(Manifest.draft("backbone", CONFIG.json()), tensors(CONFIG, 1), ITEMS);
    }

    private Path file(String name) {
        return root.resolve("backbone/1").resolve(name);
    }

    private void rewriteWeights(Map<String, Tensor> tensors) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Safetensors(tensors, Map.of()).write(out);
        rewrite("weights.safetensors", out.toByteArray());
    }

    /** Replaces a file and makes the manifest agree with it. */
    private void rewrite(String name, byte[] bytes) throws IOException {
        Files.write(file(name), bytes);
        editManifest(
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

    private void editManifest(java.util.function.Consumer<ObjectNode> edit) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode node = (ObjectNode) mapper.readTree(file("manifest.json").toFile());
        edit.accept(node);
        Files.write(file("manifest.json"), mapper.writeValueAsBytes(node));
    }

    private static Map<String, Tensor> tensors(FuxiConfig config, long seed) {
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

    private static Map<String, Tensor> grow(Map<String, Tensor> tensors) {
        Map<String, Tensor> next = new LinkedHashMap<>(tensors);
        float[] table =
                java.util.Arrays.copyOf(
                        Objects.requireNonNull(tensors.get("item_embedding")).data(), 24);
        table[9] = 3;
        table[23] = 4;
        next.put("item_embedding", new Tensor(new long[] {6, 4}, table));
        next.put("layers.0.time_scale", new Tensor(new long[] {1}, new float[] {2}));
        return next;
    }

    private static void assertSame(Map<String, Tensor> found, Map<String, Tensor> wanted) {
        assertThat(found.keySet()).isEqualTo(wanted.keySet());
        wanted.forEach(
                (name, tensor) -> {
                    Tensor other = Objects.requireNonNull(found.get(name));
                    assertThat(other.data()).as(name).isEqualTo(tensor.data());
                    assertThat(other.shape()).as(name).isEqualTo(tensor.shape());
                });
    }
}
