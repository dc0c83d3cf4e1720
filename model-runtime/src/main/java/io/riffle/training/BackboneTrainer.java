package io.riffle.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.Manifest;
import io.riffle.artifact.Tensor;
import io.riffle.model.Dropouts;
import io.riffle.model.FuxiBeta;
import io.riffle.model.FuxiConfig;
import io.riffle.model.TensorRuntime;
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
 * and {@link #restore} carry them over. One trainer may learn at a time in a process: the engine
 * collects gradients once.
 */
public final class BackboneTrainer implements AutoCloseable {
    private final TensorRuntime runtime;
    private final NDManager resident;
    private final TrainingOptions options;
    private final BackboneParts parts;

    BackboneTrainer(
            FuxiConfig config,
            Map<String, float[]> weights,
            TrainingOptions options,
            TensorRuntime runtime) {
        this.runtime = runtime;
        this.options = options;
        this.resident = runtime.newManager();
        this.parts = new BackboneParts(config, weights, options, resident);
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
     * @return mean loss
     */
    public float learn(List<TrainingSequence> sequences, long step) {
        SplittableRandom random = random(step);
        TrainingBatch batch = TrainingBatch.of(sequences, options.queryTime(), random);
        return learn(batch, options.learningRate(), random);
    }

    /** Starts the random draws of an epoch or step anew, so that it repeats after a restore. */
    SplittableRandom random(long number) {
        SplittableRandom random = new SplittableRandom(options.seed() * 7_368_787 + number);
        runtime.seed(random.nextLong());
        return random;
    }

    float learn(TrainingBatch batch, float learningRate, SplittableRandom random) {
        runtime.recordNoGradients();
        try (NDManager scratch = resident.newSubManager()) {
            NDArray value;
            try (GradientCollector collector = resident.getEngine().newGradientCollector()) {
                Loss loss = loss(scratch, batch, random);
                collector.backward(loss.objective());
                value = loss.value();
            }
            float loss = value.toFloatArray()[0];
            if (!Float.isFinite(loss)) {
                throw new IllegalStateException(
                        "The loss ("
                                + loss
                                + ") of a training step must be finite.\n"
                                + "Maybe lower the learning rate.");
            }
            parts.optimiser().step(scratch, learningRate);
            return loss;
        }
    }

    private Loss loss(NDManager scratch, TrainingBatch batch, SplittableRandom random) {
        Dropouts dropouts = new Dropouts(options.dropout(), options.dropout());
        FuxiBeta model = parts.model();
        NDArray rows =
                model.encode(scratch, batch.rows(), batch.seconds(), batch.queries(), dropouts)
                        .reshape(-1, model.config().width())
                        .get(scratch.create(batch.positions()));
        BackboneLoss loss = new BackboneLoss(options, model.config().temperature());
        return loss.of(scratch, rows, model.targets(scratch), batch.targets(), random);
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
     * A scorer over the weights as they are at each call; not to be closed, of no use after grow.
     */
    public BackboneScorer scorer() {
        return new BackboneScorer(parts.model(), resident);
    }

    /** Weights by artifact name, copied. */
    public Map<String, Tensor> weights() {
        return parts.weights();
    }

    /** A manifest of this architecture, to be completed and published with the weights. */
    public Manifest draft() {
        return Manifest.draft("backbone", parts.config().json());
    }

    /** Steps taken so far. */
    public long steps() {
        return parts.optimiser().steps();
    }

    /** D. */
    int width() {
        return parts.config().width();
    }

    /** Positions of one step. */
    int batchPositions() {
        return options.batchPositions();
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
