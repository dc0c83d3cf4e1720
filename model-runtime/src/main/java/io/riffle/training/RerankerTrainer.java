package io.riffle.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.Manifest;
import io.riffle.artifact.ModelStore;
import io.riffle.model.ItemTable;
import io.riffle.model.PsadConfig;
import io.riffle.model.ReadOut;
import io.riffle.model.TensorRuntime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * Trains teacher and student together, from nothing, on lists from a file or from a stream.
 *
 * <p>{@code L = L_gen + (1 - α) L_score + α L_dist}. The decoder learns from L_gen alone; the
 * scorer from L_score and L_dist; the shared encoder from all three, from L_dist through the
 * student's scores only.
 *
 * <p>One trainer learns at a time in a process: the engine has one gradient collector.
 *
 * <p><b>State</b>: weights, their running mean, the optimiser's moments; a checkpoint takes and
 * restores them. Not thread-safe.
 *
 * <p><b>Source.</b> PSAD, arXiv 2603.07107.
 */
public final class RerankerTrainer implements AutoCloseable {
    /** Steps between two looks at whether the teacher is worth listening to. */
    private static final int GUARD_EVERY = 8;

    private final PsadConfig config;
    private final ItemTable items;
    private final RerankerOptions options;
    private final NDManager root;
    private final TensorRuntime runtime;
    private final RerankNetwork learning;
    private final RerankNetwork served;
    private final Adam adam;
    private final TeacherGuard guard;
    private final ExaminationCurve curve;
    private final TeacherPrefixes prefixes;
    private final JointLoss objective;
    private final RerankerAnswers answers;

    /**
     * A trainer with freshly drawn weights.
     *
     * @param backboneRows (items, row width) rows of the backbone in the order of {@code items},
     *     row 0 padding; empty when the configuration reads none
     */
    public RerankerTrainer(
            PsadConfig config, ItemTable items, float[] backboneRows, RerankerOptions options) {
        this.config = config;
        this.items = items;
        this.options = options;
        runtime = TensorRuntime.open("cpu");
        root = runtime.newManager();
        learning =
                RerankNetwork.fresh(
                        config,
                        items.size(),
                        options.teacher(),
                        backboneRows,
                        root,
                        options.seed());
        served = options.averaging() > 0 ? learning.copy(root) : learning;
        adam =
                new Adam(
                        learning.weights().arrays(),
                        options.learningRate(),
                        options.clipNorm(),
                        root);
        guard = new TeacherGuard(options);
        curve = new ExaminationCurve(Math.max(config.slate(), 50));
        prefixes = new TeacherPrefixes(options, learning);
        objective = new JointLoss(options, learning);
        answers = new RerankerAnswers(config, items, served, root, options.seed());
    }

    /**
     * Learns all lists several times, each time in another order.
     *
     * @return mean loss of the last epoch
     */
    public double fit(List<ListSample> lists, int epochs) {
        for (ListSample list : lists) {
            curve.add(list);
        }
        double mean = 0;
        for (int epoch = 0; epoch < epochs; epoch++) {
            List<ListSample> shuffled = new ArrayList<>(lists);
            Collections.shuffle(shuffled, new Random(options.seed() * 31 + epoch));
            double sum = 0;
            int steps = 0;
            for (int from = 0; from < shuffled.size(); from += options.batch()) {
                int to = Math.min(from + options.batch(), shuffled.size());
                sum += step(shuffled.subList(from, to));
                steps++;
            }
            mean = steps == 0 ? 0 : sum / steps;
        }
        return mean;
    }

    /**
     * Learns one batch of a stream.
     *
     * @return its loss, before the step
     */
    public double learn(List<ListSample> lists) {
        for (ListSample list : lists) {
            curve.add(list);
        }
        return lists.isEmpty() ? 0 : step(lists);
    }

    /** The student's score of every candidate of every list; higher is better. */
    public float[][] score(List<ListSample> lists) {
        return answers.score(lists);
    }

    /** The student's slates: candidate indices, best first; equal scores in first-stage order. */
    public int[][] slates(List<ListSample> lists) {
        return answers.slates(lists);
    }

    /**
     * The teacher's slates, filled block by block: candidate indices, best first.
     *
     * @throws IllegalStateException when no teacher is trained
     */
    int[][] teach(List<ListSample> lists, int block, ReadOut readOut) {
        return answers.teach(lists, block, readOut);
    }

    /** The teacher's slates, filled by masked prediction. */
    public int[][] teachMasked(List<ListSample> lists, int rounds) {
        return answers.teachMasked(lists, rounds);
    }

    /** What the teacher thinks of each candidate: its distribution over the first slot. */
    public float[][] teacherScores(List<ListSample> lists) {
        return answers.teacherScores(lists);
    }

    /**
     * Writes the artifact that is served: encoder, user profile network and student, never the
     * teacher.
     *
     * @param backboneFingerprint of the backbone it was trained on; empty when it reads none
     * @param metrics of this publication
     * @return the manifest as written, under the next version of {@code reranker}
     */
    public Manifest publish(ModelStore store, String backboneFingerprint, ObjectNode metrics) {
        return new RerankerState(this).publish(store, backboneFingerprint, metrics);
    }

    /**
     * Writes everything that training goes on from, under the next version of {@code
     * reranker-training}.
     */
    public Manifest checkpoint(ModelStore store) {
        return new RerankerState(this).checkpoint(store);
    }

    /**
     * Goes on from a checkpoint: with the same lists, as if training had never stopped.
     *
     * @param backboneRows as in the constructor
     */
    public static RerankerTrainer resume(
            LoadedModel checkpoint, float[] backboneRows, RerankerOptions options) {
        return RerankerState.resume(checkpoint, backboneRows, options);
    }

    /** Architecture being trained. */
    PsadConfig config() {
        return config;
    }

    /** Items the trainer knows. */
    ItemTable items() {
        return items;
    }

    @Override
    public void close() {
        root.close();
    }

    /** Arrays that live as long as the trainer. */
    int nativeArrays() {
        return root.getManagedArrays().size();
    }

    RerankerOptions options() {
        return options;
    }

    ExaminationCurve curve() {
        return curve;
    }

    RerankNetwork learning() {
        return learning;
    }

    RerankNetwork served() {
        return served;
    }

    Adam adam() {
        return adam;
    }

    TeacherGuard guard() {
        return guard;
    }

    private double step(List<ListSample> lists) {
        // Drawn anew from the number of the step: a restored trainer goes on as if never stopped.
        SplittableRandom random =
                new SplittableRandom(options.seed() + adam.steps() * 0x9E3779B97F4A7C15L);
        ListBatch batch =
                ListBatch.of(
                        lists,
                        config,
                        items,
                        options,
                        options.inversePropensity() ? curve : null,
                        random);
        if (options.teacher() && options.guarded() && adam.steps() % GUARD_EVERY == 0) {
            guard.observe(answers, lists, config.block());
        }
        float alpha = guard.weight(lists.size());
        runtime.recordNoGradients();
        runtime.seed(options.seed() + adam.steps());
        try (NDManager scratch = root.newSubManager()) {
            TeacherPrefix prefix =
                    options.teacher() ? prefixes.draw(batch, guard.warm(), random, root) : null;
            int[][][] lessons = alpha > 0 ? prefixes.lessons(batch, random, root) : new int[0][][];
            float loss;
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDArray total = objective.of(batch, prefix, lessons, alpha, scratch);
                collector.backward(total);
                loss = total.getFloat();
            }
            adam.step(scratch);
            if (options.averaging() > 0) {
                average(scratch);
            }
            return loss;
        }
    }

    /**
     * Moves the served weights towards the learned ones; faster while there is little to average.
     */
    private void average(NDManager scratch) {
        float keep =
                (float) Math.min(options.averaging(), (1.0 + adam.steps()) / (10 + adam.steps()));
        learning.weights()
                .arrays()
                .forEach(
                        (name, array) -> {
                            NDArray step = array.stopGradient();
                            step.attach(scratch);
                            served.weights().get(name).muli(keep).addi(step.mul(1 - keep));
                        });
    }
}
