package io.riffle.training.reranker;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.artifact.Manifest;
import io.riffle.artifact.store.ModelStore;
import io.riffle.model.candidates.ItemTable;
import io.riffle.model.engine.TensorRuntime;
import io.riffle.model.psad.DecodingStrategy;
import io.riffle.model.psad.PsadConfig;
import io.riffle.training.distillation.RerankerOptions;
import io.riffle.training.lists.ListSample;
import io.riffle.training.lists.ShuffledLists;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Trains teacher and student together, from nothing, on lists from a file or from a stream.
 *
 * <p>{@code L = L_gen + (1 - α) L_score + α L_dist}. The decoder learns from L_gen alone; the
 * scorer from L_score and L_dist; the shared encoder from all three, from L_dist through the
 * student's scores only.
 *
 * <p><b>State</b>: weights, their running mean, the optimiser's moments; a state takes and restores
 * them. Not thread-safe, and one trainer learns at a time in a process: the engine has one gradient
 * collector.
 *
 * <p><b>Source.</b> PSAD, arXiv 2603.07107.
 */
public final class RerankerTrainer implements AutoCloseable {
    private final NDManager root;
    private final RerankerTrainingState parts;
    private final RerankerOptions options;
    private final RerankerInference answers;
    private final RerankerStep step;

    /**
     * A trainer with freshly drawn weights.
     *
     * @param backboneRows (items, row width) rows of the backbone in the order of {@code items},
     *     row 0 padding; empty when the configuration reads none
     */
    public RerankerTrainer(
            PsadConfig config, ItemTable items, float[] backboneRows, RerankerOptions options) {
        this.options = options;
        TensorRuntime runtime = TensorRuntime.open("cpu");
        runtime.recordNoGradients();
        root = runtime.newManager();
        try {
            parts = RerankerTrainingState.fresh(config, items, backboneRows, options, root);
            answers = new RerankerInference(config, items, parts.served(), root, options.seed());
            step = new RerankerStep(parts, answers, runtime, root);
        } catch (RuntimeException | Error e) {
            root.close();
            throw e;
        }
    }

    /**
     * Learns all lists several times, each time in another order. Where a teacher is listened to
     * only while it is better than the student, a few are never learned: the two are compared on
     * them.
     *
     * @return mean loss of the last epoch
     */
    public double fit(List<ListSample> lists, int epochs) {
        return fit(lists, epochs, epoch -> true);
    }

    /** The same; after each epoch, numbered from 1, it is asked whether to go on. */
    public double fit(List<ListSample> lists, int epochs, IntPredicate goesOn) {
        lists.forEach(parts.curve()::add);
        DistillationWeight.Split split = parts.guard().split(lists);
        return new ShuffledLists(split.learned(), options.batch(), options.seed())
                .learn(
                        epochs,
                        part ->
                                step.take(
                                        part,
                                        DistillationWeight.turn(
                                                split.apart(), parts.adam().steps()),
                                        options.teacher()),
                        goesOn);
    }

    /**
     * Learns one batch of a stream.
     *
     * @return its loss, before the step
     */
    public double learn(List<ListSample> lists) {
        return learn(lists, List.of(), options.teacher());
    }

    /**
     * Learns one batch of a stream beside lists that are learned again.
     *
     * @param fresh lists of which nothing was learned
     * @param again lists of which something was
     * @param taught false: the student learns from labels alone, the teacher stays as it is
     * @return the loss, before the step; 0 without lists
     */
    double learn(List<ListSample> fresh, List<ListSample> again, boolean taught) {
        fresh.forEach(parts.curve()::add);
        List<ListSample> all = new ArrayList<>(fresh);
        all.addAll(again);
        return all.isEmpty() ? 0 : step.take(all, fresh, taught && options.teacher());
    }

    /** The student's score of every candidate of every list; higher is better. */
    public float[][] score(List<ListSample> lists) {
        return answers.score(lists);
    }

    /** All candidates in the order in which the student's slate is read out. */
    public int[][] readOut(List<ListSample> lists) {
        return answers.readOut(lists);
    }

    /** The student's slates: candidate indices, best first; equal scores in first-stage order. */
    public int[][] slates(List<ListSample> lists) {
        return answers.slates(lists);
    }

    /** The teacher's slates, filled block by block: candidate indices, best first. */
    public int[][] teach(List<ListSample> lists, int block, DecodingStrategy readOut) {
        return answers.teach(lists, block, readOut);
    }

    /** The teacher's slates, filled by masked prediction. */
    public int[][] teachMasked(List<ListSample> lists, int rounds) {
        return answers.teachMasked(lists, rounds);
    }

    /** What the teacher thinks of each candidate: its logits for the first slot. */
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
        return new RerankerArtifacts(parts).publish(store, backboneFingerprint, metrics);
    }

    /** Another trainer that goes on from here with other items and rows; close this one. */
    public RerankerTrainer over(ItemTable items, float[] backboneRows) {
        RerankerTrainer next = new RerankerTrainer(parts.config(), items, backboneRows, options);
        try {
            new RerankerWarmStart(next.parts).from(parts);
            return next;
        } catch (RuntimeException | Error e) {
            next.close();
            throw e;
        }
    }

    @Override
    public void close() {
        root.close();
    }

    /** Arrays that live as long as the trainer. */
    int nativeArrays() {
        return root.getManagedArrays().size();
    }

    /** What is learned. */
    RerankerTrainingState parts() {
        return parts;
    }
}
