package io.riffle.artifact;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.artifact.store.ModelStore;
import io.riffle.artifact.testing.MemoryFiles;
import io.riffle.artifact.testing.MemoryFiles.Kind;
import io.riffle.artifact.testing.TinyModels;
import io.riffle.training.pretraining.UntrainedBackbone;
import io.riffle.training.pretraining.UntrainedReranker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What serving would refuse is refused when it is written, and when it is read. */
class RerankerFactsTest {
    private final MemoryFiles files = new MemoryFiles(Kind.LOCAL);
    private final ModelStore store = new ModelStore(files, "/store");
    private LoadedModel model =
            LoadedModel.of(
                    TinyModels.draft(), TinyModels.tensors(1), Vocabulary.of(TinyModels.ITEMS));

    @BeforeEach
    void publish() {
        UntrainedBackbone.publish(store, TinyModels.ITEMS, 1);
        UntrainedReranker.publish(store, store.get("backbone", 1), 1);
        model = store.get("reranker", 1);
    }

    @ParameterizedTest
    @ValueSource(floats = {-1, 1e6f, Integer.MAX_VALUE})
    void categoryThatNoColumnHasIsRefused(float category) throws IOException {
        Map<String, Tensor> broken = new LinkedHashMap<>(model.tensors());
        Tensor categories = Objects.requireNonNull(broken.get("items.categories"));
        float[] values = categories.data().clone();
        values[values.length - 1] = category;
        broken.put("items.categories", new Tensor(categories.shape(), values));
        List<String> items = model.vocabulary().itemIds();
        assertThatThrownBy(
                        () -> store.put(model.manifest().claimed(0, Claim.fresh(0)), broken, items))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("category row");

        // As a release wrote it that did not look.
        ByteArrayOutputStream weights = new ByteArrayOutputStream();
        new Safetensors(broken, Map.of()).write(weights);
        byte[] bytes = weights.toByteArray();
        files.all().put("/store/reranker/1/weights.safetensors", bytes);
        Manifest manifest =
                model.manifest()
                        .listing(
                                List.of(
                                        new Manifest.Entry(
                                                Manifest.WEIGHTS, bytes.length, Sha256.of(bytes)),
                                        model.manifest().entry(Manifest.ITEMS, "it")));
        files.all().put("/store/reranker/1/manifest.json", ManifestJson.bytes(manifest));
        assertThatThrownBy(() -> store.get("reranker", 1))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("category row");
    }
}
