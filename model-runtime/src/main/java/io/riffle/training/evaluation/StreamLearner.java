package io.riffle.training.evaluation;

import io.riffle.artifact.LoadedModel;
import io.riffle.model.content.Content;
import io.riffle.model.engine.TensorRuntime;
import io.riffle.schema.HistoryEvent;
import io.riffle.schema.Item;
import io.riffle.schema.Outcome;
import io.riffle.schema.Tier;
import io.riffle.schema.TrainingSample;
import io.riffle.schema.codec.TrainingSampleCodec;
import io.riffle.training.backbone.BackboneScorer;
import io.riffle.training.backbone.BackboneShape;
import io.riffle.training.backbone.BackboneTrainingState;
import io.riffle.training.dataset.Interactions;
import io.riffle.training.online.OnlineSettings;
import io.riffle.training.samples.Reservoir;
import io.riffle.training.stream.BackboneSettings;
import io.riffle.training.stream.OnlineBackbone;
import io.riffle.training.stream.TargetSequences;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Learns the events of a file as the training job learns clicks: each becomes the sample that the
 * job would get, and batches of them teach the same backbone by the same steps, beside kept ones.
 *
 * <p>A test holds the weights to those of {@link io.riffle.training.online.OnlineTrainer}, bit for
 * bit.
 *
 * <p><b>State</b>: backbone and reservoir; owned by one thread.
 */
public final class StreamLearner implements AutoCloseable {
    private final OnlineSettings settings;
    private final OnlineBackbone backbone;
    private final Reservoir reservoir;
    private long learned;

    private StreamLearner(OnlineSettings settings, OnlineBackbone backbone) {
        this.settings = settings;
        this.backbone = backbone;
        this.reservoir =
                new Reservoir(
                        new TrainingSampleCodec(),
                        settings.reservoirSize(),
                        settings.replayHorizon(),
                        settings.seed());
    }

    /**
     * Makes one.
     *
     * @param start null = from nothing
     * @param fresh architecture of one that starts from nothing
     * @param device {@code auto}, {@code cpu} or {@code gpu}
     */
    public static StreamLearner of(
            OnlineSettings settings,
            @Nullable LoadedModel start,
            BackboneShape fresh,
            String device) {
        TensorRuntime runtime = TensorRuntime.open(device);
        BackboneSettings how = settings.backbone();
        return new StreamLearner(
                settings,
                start == null
                        ? OnlineBackbone.fresh(
                                BackboneTrainingState.architecture(fresh, 1), how, runtime)
                        : OnlineBackbone.of(start, how, runtime));
    }

    /** What the catalogue says of items: where rows of new ones start. */
    public void describe(List<Item> catalogue) {
        catalogue.forEach(item -> backbone.items().describe(item.itemId(), Content.of(item)));
    }

    /** Row of an item by now; 0 when it has none. */
    int row(String itemId) {
        return backbone.items().row(itemId);
    }

    BackboneScorer scorer() {
        return backbone.scorer();
    }

    /** Weights by artifact name, copied. */
    Map<String, float[]> weights() {
        return backbone.weights();
    }

    /**
     * Learns a stretch of the stream, batch by batch.
     *
     * @param events in time order
     */
    void learn(Interactions interactions, int[] events) {
        BackboneSettings how = settings.backbone();
        List<TrainingSample> batch = new ArrayList<>();
        for (int event : events) {
            if (event > interactions.begin(interactions.userOf(event))) {
                TrainingSample sample = sample(interactions, event, how.maxEvents());
                batch.add(how.actions().taught(sample));
            }
            if (batch.size() == settings.batchSize()) {
                learn(batch);
                batch = new ArrayList<>();
            }
        }
        if (!batch.isEmpty()) {
            learn(batch);
        }
    }

    private void learn(List<TrainingSample> batch) {
        // Some actions teach nothing: they take a place in the batch and are not kept.
        List<TrainingSample> targets = batch.stream().filter(TargetSequences::hasTarget).toList();
        backbone.admit(met(targets));
        int replays =
                reservoir.due(
                        learned,
                        targets.size(),
                        settings.replayRatio(),
                        settings.backbone().maxEvents());
        learned += targets.size();
        backbone.learn(targets, reservoir.draw(replays));
        for (TrainingSample sample : targets) {
            reservoir.offer(sample, true);
        }
    }

    private static Set<String> met(List<TrainingSample> targets) {
        Set<String> met = new LinkedHashSet<>();
        for (TrainingSample sample : targets) {
            sample.history().forEach(event -> met.add(event.itemId()));
            HistoryEvent next = sample.next();
            if (next != null) {
                met.add(next.itemId());
            }
        }
        return met;
    }

    /** The sample that the job gets of an event: what the user did before it, and that. */
    static TrainingSample sample(Interactions interactions, int event, int maxEvents) {
        int user = interactions.userOf(event);
        int from = Math.max(interactions.begin(user), event - maxEvents);
        List<HistoryEvent> history = new ArrayList<>(event - from);
        for (int i = from; i < event; i++) {
            history.add(event(interactions, i));
        }
        String id = Integer.toString(event);
        return new TrainingSample(
                id,
                id,
                0,
                interactions.userId(user),
                interactions.seconds(event - 1) * 1000,
                Map.of(),
                history,
                List.of(),
                List.of(),
                event(interactions, event),
                List.of(),
                Outcome.ORGANIC,
                Tier.POPULAR,
                0,
                0,
                List.of());
    }

    private static HistoryEvent event(Interactions interactions, int event) {
        String itemId = interactions.itemIds().get(interactions.row(event) - 1);
        return new HistoryEvent(
                itemId, interactions.seconds(event) * 1000, interactions.action(event));
    }

    @Override
    public void close() {
        backbone.close();
    }
}
