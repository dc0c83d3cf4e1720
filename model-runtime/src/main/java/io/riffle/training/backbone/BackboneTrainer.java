package io.riffle.training.backbone;

import ai.djl.ndarray.NDManager;
import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.Manifest;
import io.riffle.artifact.Tensor;
import io.riffle.model.engine.TensorRuntime;
import io.riffle.model.fuxi.FuxiBeta;
import io.riffle.model.fuxi.FuxiConfig;
import io.riffle.training.optimiser.Backward;
import io.riffle.training.optimiser.StepSize;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Trains a FuXi-β backbone, the same class that serves it: a whole file of interactions, or new
 * targets as they arrive.
 *
 * <p><b>State</b>: weights and optimiser moments, on the device, owned by one thread; {@link #save}
 * and {@link #restore} carry them over. Trainers of one process take their steps in turn, see
 * {@link Backward}; what each draws depends on its own seed alone.
 */
public final class BackboneTrainer implements AutoCloseable {
    private final TensorRuntime runtime;
    private final NDManager resident;
    private TrainingOptions options;
    private final BackboneTrainingState parts;

    public BackboneTrainer(
            FuxiConfig config,
            Map<String, float[]> weights,
            TrainingOptions options,
            TensorRuntime runtime) {
        this.runtime = runtime;
        this.options = options;
        this.resident = runtime.newManager();
        try {
            this.parts = new BackboneTrainingState(config, weights, options, resident);
        } catch (RuntimeException | Error e) {
            resident.close();
            throw e;
        }
    }

    /**
     * One with fresh weights.
     *
     * @param itemRows row 0 included
     * @param device {@code auto}, {@code cpu} or {@code gpu}
     */
    public static BackboneTrainer fresh(
            BackboneShape shape, int itemRows, TrainingOptions options, String device) {
        FuxiConfig config = shape.config(itemRows);
        Map<String, float[]> weights = FuxiBeta.initialise(config, options.seed());
        return new BackboneTrainer(config, weights, options, TensorRuntime.open(device));
    }

    /** One that goes on from an artifact, with moments of zero. */
    public static BackboneTrainer of(LoadedModel artifact, TrainingOptions options, String device) {
        return new BackboneTrainer(
                FuxiConfig.of(artifact.config()),
                artifact.weights(),
                options,
                TensorRuntime.open(device));
    }

    /**
     * Takes one step on the learning positions of some sequences.
     *
     * @param step number of this step: with the seed, it settles every random draw
     * @return mean loss; NaN when the step was left out, since it was not finite
     */
    public float learn(List<TrainingSequence> sequences, long step) {
        return learn(sequences, step, StepSize.unclipped(options.learningRate()));
    }

    /** As above, with a step of another size. */
    public float learn(List<TrainingSequence> sequences, long step, StepSize size) {
        SplittableRandom random = random(step);
        return learn(TrainingBatch.of(sequences, options.queryTime(), random), size, random);
    }

    /** The random draws of an epoch or step, which repeat after a restore. */
    public SplittableRandom random(long number) {
        return new SplittableRandom(options.seed() * 7_368_787 + number);
    }

    /** Mean loss; NaN when loss or gradients are not finite: then nothing has changed. */
    public float learn(TrainingBatch batch, StepSize size, SplittableRandom random) {
        BackboneStep step = new BackboneStep(parts, options, runtime, resident);
        return Backward.alone(() -> step.take(batch, size, random));
    }

    /** What targets compete with from the next step on. */
    public void negatives(Negatives chosen) {
        options = options.withNegatives(chosen);
    }

    /**
     * Lets the item table grow; the moments of the new rows start at zero.
     *
     * @param rows first values of each new row, [new rows][D]
     */
    public void grow(float[][] rows) {
        runtime.recordNoGradients();
        parts.grow(rows);
    }

    /**
     * Gives rows of the item table to other items: first values, moments of zero.
     *
     * @param rows which
     * @param values of each of them, [rows][D]
     */
    public void restart(int[] rows, float[][] values) {
        runtime.recordNoGradients();
        parts.restart(rows, values);
    }

    /**
     * A scorer over the weights as they are at each call; not to be closed, of no use after grow.
     */
    public BackboneScorer scorer() {
        return new BackboneScorer(parts.model(), resident);
    }

    /** Weights by artifact name, copied. */
    public Map<String, Tensor> weights() {
        return parts.weights();
    }

    /** Values of the item table, copied. */
    public float[] table() {
        return parts.table();
    }

    /** A manifest of this architecture, to be completed and published with the weights. */
    public Manifest draft() {
        return Manifest.draft("backbone", parts.config().json());
    }

    /** Steps taken so far. */
    public long steps() {
        return parts.optimiser().steps();
    }

    /** Tensors held besides the weights; steps must not add to them. */
    int residentTensors() {
        return resident.getManagedArrays().size() + parts.model().residentTensors();
    }

    /** Writes weights and optimiser state. */
    public void save(OutputStream out) throws IOException {
        parts.save(out);
    }

    /**
     * Goes on from what {@link #save} wrote.
     *
     * @throws IllegalArgumentException when it is of another architecture
     */
    public void restore(InputStream in) throws IOException {
        runtime.recordNoGradients();
        parts.restore(in);
    }

    @Override
    public void close() {
        parts.close();
        resident.close();
    }
}
