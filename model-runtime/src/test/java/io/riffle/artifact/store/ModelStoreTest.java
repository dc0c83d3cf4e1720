package io.riffle.artifact.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.Manifest;
import io.riffle.artifact.ModelException;
import io.riffle.artifact.Tensor;
import io.riffle.model.fuxi.FuxiConfig;
import java.io.IOException;
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

/** What a store gives back of what is put into it. */
class ModelStoreTest {
    @TempDir Path root;
    private StoredBackbone stored;
    private ModelStore store;

    @BeforeEach
    void open() {
        stored = new StoredBackbone(root);
        store = stored.store();
    }

    @Test
    void whatIsPutComesBack() {
        Map<String, Tensor> tensors = StoredBackbone.tensors(StoredBackbone.CONFIG, 1);
        Manifest manifest =
                store.put(
                        Manifest.draft("backbone", StoredBackbone.CONFIG.json()),
                        tensors,
                        StoredBackbone.ITEMS);
        LoadedModel model = store.get("backbone", manifest.version());
        assertThat(manifest.version()).isEqualTo(1);
        assertThat(FuxiConfig.of(model.config())).isEqualTo(StoredBackbone.CONFIG);
        assertThat(model.vocabulary().itemIds()).isEqualTo(StoredBackbone.ITEMS);
        assertThat(model.vocabulary().row("ç")).isEqualTo(3);
        assertThat(model.vocabulary().row("unknown")).isZero();
        assertSame(model.tensors(), tensors);
        assertThat(store.sha256("backbone", 1)).hasSize(64);
    }

    @Test
    void versionsGrowAndTheNewestIsRead() {
        stored.put();
        stored.put();
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
        Manifest manifest = stored.put();
        assertThatThrownBy(
                        () ->
                                store.put(
                                        manifest,
                                        StoredBackbone.tensors(StoredBackbone.CONFIG, 1),
                                        StoredBackbone.ITEMS))
                .hasMessageContaining("must be a new one");
    }

    @Test
    void deltaHoldsChangesAndKeepsItsBasesFingerprint() throws IOException {
        stored.put();
        LoadedModel base = store.get("backbone", 1);
        FuxiConfig grown = StoredBackbone.CONFIG.withItems(6);
        Map<String, Tensor> next = grow(base.tensors());
        List<String> items = new ArrayList<>(StoredBackbone.ITEMS);
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
        stored.put();
        LoadedModel base = store.get("backbone", 1);
        store.putDelta(
                Manifest.draft("backbone", StoredBackbone.CONFIG.json()),
                base,
                StoredBackbone.tensors(StoredBackbone.CONFIG, 2),
                StoredBackbone.ITEMS);
        Files.delete(root.resolve("backbone/1/manifest.json"));
        assertThatThrownBy(() -> store.get("backbone", 2))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("The base (")
                .hasMessageContaining("must be there and readable");
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
