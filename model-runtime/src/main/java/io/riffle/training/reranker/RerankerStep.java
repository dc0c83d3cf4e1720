package io.riffle.training.reranker;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import io.riffle.model.engine.TensorRuntime;
import io.riffle.model.psad.PsadTeacher;
import io.riffle.training.distillation.JointLoss;
import io.riffle.training.distillation.ListBatch;
import io.riffle.training.distillation.RerankerOptions;
import io.riffle.training.distillation.TeacherPrefix;
import io.riffle.training.distillation.TeacherPrefixes;
import io.riffle.training.lists.ListSample;
import io.riffle.training.optimiser.Backward;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One optimiser step of teacher and student on some lists.
 *
 * <p>Everything random about it is drawn anew from the number of the step: a restored trainer goes
 * on as if never stopped.
 */
final class RerankerStep {
    private final RerankerTrainingState parts;
    private final RerankerOptions options;
    private final RerankerInference answers;
    private final TensorRuntime runtime;
    private final NDManager root;
    private final TeacherPrefixes prefixes;
    private final JointLoss objective;

    /**
     * @param answers of the served weights, by which the teacher is watched
     * @param root owns the arrays of the trainer
     */
    RerankerStep(
            RerankerTrainingState parts,
            RerankerInference answers,
            TensorRuntime runtime,
            NDManager root) {
        this.parts = parts;
        this.options = parts.options();
        this.answers = answers;
        this.runtime = runtime;
        this.root = root;
        this.prefixes = new TeacherPrefixes(options, parts.learning());
        this.objective = new JointLoss(options, parts.learning());
    }

    /**
     * Takes the step.
     *
     * @param unseen those of the lists that were not learned from before
     * @param taught false: the student learns from labels alone, the teacher stays as it is
     * @return the loss, before the step
     */
    double take(List<ListSample> lists, List<ListSample> unseen, boolean taught) {
        long steps = parts.adam().steps();
        var random = new SplittableRandom(options.seed() + steps * 0x9E3779B97F4A7C15L);
        ListBatch batch =
                ListBatch.of(
                        lists,
                        parts.config(),
                        parts.items(),
                        options,
                        options.inversePropensity() ? parts.curve() : null,
                        random);
        float alpha = 0;
        if (taught) {
            parts.guard().observe(answers, unseen, parts.config().block(), steps);
            alpha = parts.guard().weight(lists.size());
        }
        float weight = alpha;
        return Backward.alone(() -> step(batch, weight, taught, random));
    }

    private float step(ListBatch batch, float alpha, boolean taught, SplittableRandom random) {
        runtime.recordNoGradients();
        runtime.seed(options.seed() + parts.adam().steps());
        try (NDManager scratch = root.newSubManager()) {
            TeacherPrefix prefix =
                    taught ? prefixes.draw(batch, parts.guard().warm(), random, root) : null;
            int[][][] lessons = alpha > 0 ? prefixes.lessons(batch, random, root) : new int[0][][];
            NDArray total;
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                total = objective.of(batch, prefix, lessons, alpha, scratch);
                collector.backward(total);
            }
            parts.adam().step(scratch, name -> taught || !PsadTeacher.owns(name));
            parts.average(scratch);
            return total.getFloat();
        }
    }
}
