package io.riffle.lab.bench;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.Manifest;
import io.riffle.artifact.Tensor;
import io.riffle.artifact.store.ModelStore;
import io.riffle.lab.kafka.ModelTopic;
import io.riffle.lab.kafka.RecordSender;
import io.riffle.schema.ModelUpdate;
import io.riffle.training.judge.GateLimits;
import io.riffle.training.publish.ModelPublisher;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Publishes and announces one version after the other: a reranker as a whole, or a delta of a
 * backbone's item rows. Each differs from the one before, so that a job has to read and upload it.
 */
final class SwapUpdates implements AutoCloseable {

    private static final int CHANGED_ROWS = 100;
    private static final float STEP = 1e-4f;

    private final ModelStore store;
    private final ModelPublisher publisher;
    private final RecordSender sender;
    private final LoadedModel base;
    private final boolean delta;
    private final SplittableRandom random = new SplittableRandom(1);
    private final Deque<ModelUpdate> written = new ArrayDeque<>();
    private Map<String, Tensor> weights;

    /**
     * @param base the version that serves at first; a backbone must be a snapshot
     */
    SwapUpdates(ModelStore store, LoadedModel base, String brokers) {
        this.store = store;
        this.publisher = new ModelPublisher(store, GateLimits.DEFAULT, System::currentTimeMillis);
        this.sender = new RecordSender(brokers);
        this.base = base;
        this.delta = base.manifest().model().equals(ModelUpdate.BACKBONE);
        this.weights = base.tensors();
    }

    /** The gauge that tells which version of the updated model is in use. */
    String gauge() {
        return delta ? "model.version" : "model.reranker_version";
    }

    /** Writes versions ahead, so that a measurement holds what serving does with them alone. */
    void write(int versions) {
        while (written.size() < versions) {
            written.add(writeNext());
        }
    }

    /** Announces the next version, writing it first unless it was written ahead; its number. */
    long next() {
        ModelUpdate update = written.isEmpty() ? writeNext() : written.remove();
        ModelTopic.send(sender, update);
        sender.flush();
        return update.version();
    }

    @Override
    public void close() {
        sender.close();
    }

    private ModelUpdate writeNext() {
        weights = changed();
        String model = base.manifest().model();
        List<String> itemIds = base.vocabulary().itemIds();
        Manifest draft = Manifest.draft(model, base.config());
        String trainedOn = base.manifest().backboneFingerprint();
        Manifest manifest =
                delta
                        ? store.putDelta(draft, base, weights, itemIds)
                        : store.put(
                                trainedOn == null ? draft : draft.trainedOn(trainedOn),
                                weights,
                                itemIds);
        return publisher.announce(model, manifest.version());
    }

    /** The weights with a little noise: in some item rows, or in the first tensor. */
    private Map<String, Tensor> changed() {
        Map<String, Tensor> next = new LinkedHashMap<>(weights);
        String name = delta ? "item_embedding" : next.keySet().iterator().next();
        next.computeIfPresent(
                name,
                (any, tensor) -> {
                    float[] values = tensor.data().clone();
                    int rows = delta ? CHANGED_ROWS : values.length;
                    int width = delta ? (int) tensor.shape()[1] : 1;
                    for (int n = 0; n < rows; n++) {
                        // Row 0 is padding.
                        int row = delta ? 1 + random.nextInt((int) tensor.shape()[0] - 1) : n;
                        values[row * width] += STEP * (float) (random.nextDouble() - 0.5);
                    }
                    return new Tensor(tensor.shape(), values);
                });
        return next;
    }
}
