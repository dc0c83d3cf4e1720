package io.riffle.job.recommend;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.store.ModelStore;
import io.riffle.job.inference.Inference;
import io.riffle.job.inference.InferenceLoader;
import io.riffle.job.inference.RecommenderLoader;
import io.riffle.job.settings.ActionSettings;
import io.riffle.job.settings.AttributionSettings;
import io.riffle.job.settings.CatalogueSettings;
import io.riffle.job.settings.ListedOnly;
import io.riffle.job.settings.ModelSettings;
import io.riffle.job.settings.RecommendSettings;
import io.riffle.job.settings.UserSettings;
import io.riffle.job.swap.FlinkFiles;
import io.riffle.job.testing.Bundles;
import io.riffle.job.testing.TestModel;
import io.riffle.schema.ModelUpdate;
import io.riffle.training.judge.GateLimits;
import io.riffle.training.pretraining.UntrainedReranker;
import io.riffle.training.publish.ModelPublisher;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * A store with two versions of a small backbone and one of a reranker, and a step that serves with
 * the newest of each.
 */
public final class RealModels {

    static final String BACKBONE = ModelUpdate.BACKBONE;
    static final String RERANKER = ModelUpdate.RERANKER;

    static final int MAX_EVENTS = 12;

    final Path folder;
    final ModelStore store;
    final ModelPublisher publisher;

    /** Everything that was loaded since the newest of these was made. */
    static final List<Inference> LOADED = Collections.synchronizedList(new ArrayList<>());

    public RealModels(Path folder) {
        this.folder = folder;
        LOADED.clear();
        store = ModelStore.local(folder);
        publisher = new ModelPublisher(store, GateLimits.DEFAULT, () -> 1);
        TestModel.publish(folder, 1);
        TestModel.publish(folder, 2);
        reranker(1);
    }

    /** Another backbone with other weights; its version. */
    public long backbone(long seed) {
        return TestModel.publish(folder, seed).version();
    }

    /** Another reranker for the backbone; its version. */
    long reranker(int seed) {
        LoadedModel backbone = store.get(BACKBONE, 2);
        return UntrainedReranker.publish(store, backbone, seed).version();
    }

    public ModelUpdate announce(String model, long version) {
        return publisher.announce(model, version);
    }

    RecommendHarness started() throws Exception {
        return started(0);
    }

    RecommendHarness started(double explorationShare) throws Exception {
        return RecommendHarness.started(settings(explorationShare), loader(explorationShare));
    }

    RecommendSettings settings(double explorationShare) {
        return settings(new ModelSettings(5, 10, 1 << 20, 0, 16, 2, "cpu", explorationShare, 1), 1);
    }

    RecommendSettings settings(ModelSettings models, int bundleSize) {
        return new RecommendSettings(
                store.uri(BACKBONE, 2),
                store.uri(RERANKER, 1),
                models,
                MAX_EVENTS,
                100,
                new UserSettings(10, 1 << 20, 0, 0, Duration.ZERO),
                bundleSize,
                Duration.ofMillis(10),
                Bundles.POPULAR,
                new AttributionSettings(
                        true, true, Duration.ofMinutes(30), Duration.ofHours(1), 4, 6),
                new CatalogueSettings(ListedOnly.NEVER, Duration.ZERO, Map.of()),
                ActionSettings.USUAL,
                Duration.ofMinutes(5));
    }

    /** The real loader; what it loads is kept in sight. */
    InferenceLoader loader() {
        return loader(0);
    }

    private InferenceLoader loader(double explorationShare) {
        RecommenderLoader<FlinkFiles> real =
                new RecommenderLoader<>(settings(explorationShare).models(), new FlinkFiles());
        return (current, artifact) -> {
            Inference next = real.load(current, artifact);
            LOADED.add(next);
            return next;
        };
    }
}
