package io.riffle.training.stream;

import io.riffle.artifact.LoadedModel;
import io.riffle.model.content.ContentMap;
import io.riffle.model.engine.TensorRuntime;
import io.riffle.model.fuxi.FuxiBeta;
import io.riffle.model.fuxi.FuxiConfig;
import io.riffle.schema.TrainingSample;
import io.riffle.training.backbone.BackboneScorer;
import io.riffle.training.backbone.BackboneTrainer;
import io.riffle.training.backbone.BackboneTrainingState;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A backbone that learns from the stream, in the training job and where its quality is measured:
 * new targets and kept windows, an item table that grows.
 *
 * <p>Every random choice of a step is a function of the seed and the number of the step, so that a
 * restored backbone continues exactly.
 *
 * <p><b>State</b>: a {@link BackboneTrainer} and the vocabulary; owned by one thread.
 */
public final class OnlineBackbone implements AutoCloseable {

    private final GrowingItems items;
    private final BackboneTrainer trainer;
    private final OnlineSteps steps;
    private final RowGrowth growth;
    private final BackboneSettings settings;
    private FuxiConfig config;

    private OnlineBackbone(
            FuxiConfig config,
            Map<String, float[]> weights,
            List<String> itemIds,
            boolean continued,
            BackboneSettings settings,
            TensorRuntime runtime) {
        this.settings = settings;
        this.config = config;
        this.items = new GrowingItems(itemIds, settings.maxItems(), settings.listedOnly());
        this.trainer =
                new BackboneTrainer(config, weights, settings.options(config.items()), runtime);
        this.growth = new RowGrowth(items, trainer, config.width(), settings.seed());
        this.steps = new OnlineSteps(trainer, settings, continued);
    }

    /** One that knows nothing. */
    public static OnlineBackbone fresh(
            FuxiConfig config, BackboneSettings settings, TensorRuntime runtime) {
        Map<String, float[]> weights = FuxiBeta.initialise(config, settings.seed());
        return new OnlineBackbone(config, weights, List.of(), false, settings, runtime);
    }

    /** One that goes on from a model, with moments of zero. */
    public static OnlineBackbone of(
            LoadedModel model, BackboneSettings settings, TensorRuntime runtime) {
        return new OnlineBackbone(
                FuxiConfig.of(model.config()),
                model.weights(),
                model.vocabulary().itemIds(),
                true,
                settings,
                runtime);
    }

    /** One whose state is about to be read. */
    public static OnlineBackbone zero(
            FuxiConfig config, BackboneSettings settings, TensorRuntime runtime) {
        Map<String, float[]> zeros = BackboneTrainingState.zeros(config);
        return new OnlineBackbone(config, zeros, List.of(), false, settings, runtime);
    }

    /** The architecture over the item rows there are. */
    public FuxiConfig config() {
        return config;
    }

    /** Which items its rows are. */
    public GrowingItems items() {
        return items;
    }

    /** Optimiser steps taken. */
    public long steps() {
        return trainer.steps();
    }

    /** Steps left out. */
    public long leftOut() {
        return steps.leftOut();
    }

    /** Scores with the weights as they are at each call; of no use after admit. */
    public BackboneScorer scorer() {
        return trainer.scorer();
    }

    /** Meets items: those without a row get one where there is room. */
    public void admit(Iterable<String> itemIds) {
        if (growth.admit(itemIds)) {
            config = config.withItems(items.rows());
            // A function of the rows alone, so that a restored one draws at the same steps.
            trainer.negatives(settings.negatives(config.items()));
        }
    }

    /** From the content of an item to its row, as of some steps ago; null before the first row. */
    public @Nullable ContentMap content() {
        return growth.content();
    }

    /**
     * Gives rows of items that are not listed to items that wait for one. The vocabulary is another
     * one then: what is published next must be a snapshot.
     */
    public int[] recycle() {
        return growth.recycle();
    }

    /**
     * Takes one or more optimiser steps: each new target once, kept samples at every position.
     *
     * @param targets samples whose next click is new, those of one user oldest first
     * @param replayed samples that were learned before
     * @return mean loss of what was learned; NaN when there is nothing to learn from
     */
    public double learn(List<TrainingSample> targets, List<TrainingSample> replayed) {
        return learn(targets, replayed, List.of());
    }

    /**
     * The same, with what users do not want.
     *
     * @param unwanted samples whose next event is such a one, with a history
     */
    public double learn(
            List<TrainingSample> targets,
            List<TrainingSample> replayed,
            List<TrainingSample> unwanted) {
        LearningSequences sequences = new LearningSequences(settings, config);
        sequences.targets(targets);
        sequences.replayed(replayed);
        sequences.unwanted(unwanted);
        return steps.take(sequences.known(items));
    }

    /** Weights by artifact name, copied. */
    public Map<String, float[]> weights() {
        Map<String, float[]> weights = new LinkedHashMap<>();
        trainer.weights().forEach((name, tensor) -> weights.put(name, tensor.data()));
        return weights;
    }

    /** Writes items and steps; weights and moments are {@link #writeTensors}. */
    public void writeProgress(DataOutput out) throws IOException {
        items.write(out);
        steps.write(out);
    }

    /** Reads items and steps of another one. */
    public void readProgress(DataInput in) throws IOException {
        items.read(in);
        steps.read(in);
    }

    /** Writes how new rows start. */
    public void writeContent(DataOutput out) throws IOException {
        growth.write(out);
    }

    /** Reads how new rows start; where it is not read, from what is learned by then. */
    public void readContent(DataInput in) throws IOException {
        growth.read(in);
    }

    /** Writes weights and moments. */
    public void writeTensors(OutputStream out) throws IOException {
        trainer.save(out);
    }

    /** Reads weights and moments of another one over the same items. */
    public void readTensors(InputStream in) throws IOException {
        trainer.restore(in);
    }

    @Override
    public void close() {
        trainer.close();
    }
}
