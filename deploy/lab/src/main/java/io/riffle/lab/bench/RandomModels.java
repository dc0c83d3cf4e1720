package io.riffle.lab.bench;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.store.ModelStore;
import io.riffle.job.options.RecommendOptions;
import io.riffle.lab.LabFolder;
import io.riffle.lab.clicks.ClickSource;
import io.riffle.schema.ModelUpdate;
import io.riffle.training.pretraining.UntrainedBackbone;
import io.riffle.training.pretraining.UntrainedReranker;
import org.apache.flink.configuration.Configuration;

/** A store with a backbone of a source's items and a reranker, both of random weights. */
record RandomModels(ModelStore store, LoadedModel backbone, long reranker) {

    private static final int SEED = 1;

    static RandomModels publish(LabFolder folder, ClickSource source) {
        ModelStore store = ModelStore.local(folder.folder("models"));
        long version = UntrainedBackbone.publish(store, source.itemIds(), SEED).version();
        LoadedModel backbone = store.get(ModelUpdate.BACKBONE, version);
        return new RandomModels(
                store, backbone, UntrainedReranker.publish(store, backbone, SEED).version());
    }

    /** The settings, with both serving from the start. */
    Configuration served(Configuration settings) {
        Configuration all = new Configuration(settings);
        all.set(RecommendOptions.MODEL, store.uri(ModelUpdate.BACKBONE, backbone.version()));
        all.set(RecommendOptions.RERANKER, store.uri(ModelUpdate.RERANKER, reranker));
        return all;
    }
}
