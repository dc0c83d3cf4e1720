package io.riffle.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.Tensor;
import io.riffle.artifact.store.ModelStore;
import io.riffle.model.engine.TensorRuntime;
import io.riffle.model.fuxi.FuxiBeta;
import io.riffle.model.fuxi.FuxiConfig;
import io.riffle.model.fuxi.LayerValues;
import io.riffle.serving.testing.TestModels;
import io.riffle.training.pretraining.UntrainedReranker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be made leaves no native memory behind, whatever it is that fails. */
class OwnershipTest {
    private static final ServingOptions OPTIONS = new ServingOptions(5, 8, 0, 1 << 20, 4, 0, "cpu");

    @TempDir private Path folder;
    private final LoadedModel backbone = TestModels.backbone(20, 8, 2, 1);

    @Test
    void recommenderThatIsMadeAndClosedLeavesNothing() {
        Managers managers = new Managers(9);
        try (Recommender made = new Recommender(backbone, reranker(), OPTIONS, managers)) {
            assertThat(made.nativeArrays()).isPositive();
        }
        assertThat(managers.made).hasSize(2).allMatch(manager -> !manager.isOpen());
    }

    @Test
    void backboneThatIsNoneLeavesNothing() {
        Managers managers = new Managers(9);
        LoadedModel reranker = reranker();
        assertThatThrownBy(() -> new Recommender(reranker, null, OPTIONS, managers))
                .isInstanceOf(RuntimeException.class);
        assertThat(managers.made).hasSize(1).allMatch(manager -> !manager.isOpen());
    }

    @Test
    void rerankerThatCannotBeReadLeavesNothing() {
        LoadedModel broken = reranker();
        broken(broken);
        Managers managers = new Managers(9);
        assertThatThrownBy(() -> new Recommender(backbone, broken, OPTIONS, managers))
                .hasMessageContaining("category row");
        assertThat(managers.made).hasSize(1).allMatch(manager -> !manager.isOpen());
    }

    @Test
    void deviceWithoutMemoryForTheCacheLeavesNothing() {
        for (int most = 0; most < 2; most++) {
            Managers managers = new Managers(most);
            assertThatThrownBy(() -> new Recommender(backbone, reranker(), OPTIONS, managers))
                    .isInstanceOf(OutOfMemoryError.class);
            assertThat(managers.made).hasSize(most).allMatch(manager -> !manager.isOpen());
        }
    }

    @Test
    void partsLeaveNothingInTheManagerTheyWereGiven() {
        FuxiConfig config = FuxiConfig.of(backbone.config());
        leavesNothing(
                manager -> {
                    Map<String, float[]> weights = backbone.weights();
                    weights.remove("layers.1.uv");
                    new FuxiBeta(config, weights, manager);
                });
        leavesNothing(manager -> new LayerValues(config, Integer.MAX_VALUE - 1, manager));
        leavesNothing(
                manager -> {
                    LoadedModel broken = reranker();
                    broken(broken);
                    new Reranker(broken, backbone, manager);
                });
        leavesNothing(
                manager -> new Reranker(reranker(), TestModels.backbone(21, 8, 2, 1), manager));
    }

    private static void leavesNothing(Consumer<NDManager> making) {
        try (NDManager manager = TensorRuntime.open("cpu").newManager()) {
            assertThatThrownBy(() -> making.accept(manager)).isInstanceOf(RuntimeException.class);
            assertThat(manager.getManagedArrays()).isEmpty();
        }
    }

    private LoadedModel reranker() {
        ModelStore store = ModelStore.local(folder);
        long version = UntrainedReranker.publish(store, backbone, 1).version();
        return store.get("reranker", version);
    }

    /** What only somebody who goes round the store can do. */
    private static void broken(LoadedModel model) {
        Tensor values = Objects.requireNonNull(model.tensors().get("items.categories"));
        values.data()[values.data().length - 1] = 1e6f;
    }

    /** Managers of the processor, so many of them. */
    private static final class Managers implements Supplier<NDManager> {
        private final List<NDManager> made = new ArrayList<>();
        private final int most;

        Managers(int most) {
            this.most = most;
        }

        @Override
        public NDManager get() {
            if (made.size() == most) {
                throw new OutOfMemoryError("no memory on the device");
            }
            NDManager manager = TensorRuntime.open("cpu").newManager();
            made.add(manager);
            return manager;
        }
    }
}
