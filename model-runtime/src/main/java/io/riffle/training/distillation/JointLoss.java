package io.riffle.training.distillation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.riffle.model.engine.Scalars;
import io.riffle.model.psad.PlacedBefore;
import io.riffle.model.psad.PsadEncoder;
import io.riffle.model.psad.PsadTeacher;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * {@code L = L_gen + (1 - α) L_score + α L_dist} of one batch.
 *
 * <p><b>Shapes.</b> B lists, S slots, K candidates.
 *
 * <p><b>Source.</b> PSAD, arXiv 2603.07107, total loss.
 */
public final class JointLoss {
    private final RerankerOptions options;
    private final RerankNetwork network;
    private final SlotLabels targets;
    private final GenerativeLoss generative;
    private final ScoringLoss scoring;
    private final DistillationLoss distillation;

    /** The losses of a network under these options. */
    public JointLoss(RerankerOptions options, RerankNetwork network) {
        this.options = options;
        this.network = network;
        generative = new GenerativeLoss(options.hinge());
        targets = new SlotLabels(options.slotTarget(), options.propensityBound());
        scoring = new ScoringLoss(options.loss());
        distillation = new DistillationLoss(options.temperature());
    }

    /**
     * The loss, a scalar.
     *
     * @param prefix null when no teacher is trained
     * @param lessons slates of the teacher for targets that read them
     * @param alpha weight of the distillation; 0 leaves it out
     */
    public NDArray of(
            ListBatch batch,
            @Nullable TeacherPrefix prefix,
            int[][][] lessons,
            float alpha,
            NDManager scratch) {
        PsadEncoder.Encoded encoded =
                network.encoder().encode(batch.inputs.tensors(scratch), options.dropout());
        NDArray scores_BK = network.student().score(encoded);
        StudentInContext student = new StudentInContext(network, encoded, scores_BK);
        NDArray labels = Scalars.times(scoring.of(student.shown(batch), batch), 1 - alpha);
        if (prefix == null) {
            return labels;
        }
        NDArray logits_BSK = logits(encoded, prefix, batch.candidates);
        TeacherSlots asked = targets.of(batch, prefix.order(), prefix.learned());
        NDArray logProbabilities_BSK =
                GenerativeLoss.logProbabilities(logits_BSK, asked.blocked(scratch, batch.size()));
        NDArray total = labels.add(generative.of(logits_BSK, logProbabilities_BSK, asked));
        if (alpha <= 0) {
            return total;
        }
        NDArray taught_BK =
                options.distillIntoEncoder() ? scores_BK : network.student().scoreDetached(encoded);
        NDArray lesson =
                options.target() == DistillationTarget.CONDITIONAL
                        ? distillation.conditional(
                                logProbabilities_BSK,
                                student.inSlots(taught_BK, prefix.order()),
                                asked)
                        : lesson(
                                batch, lessons, taught_BK, logits_BSK, logProbabilities_BSK, asked);
        return total.add(Scalars.times(lesson, alpha));
    }

    private NDArray logits(PsadEncoder.Encoded encoded, TeacherPrefix prefix, int candidates) {
        PsadTeacher teacher = network.teacher();
        PsadTeacher.Memory memory = teacher.memory(encoded);
        if (prefix.learned() != null) {
            return teacher.maskedLogits(memory, prefix.seen(), prefix.slots(), options.dropout());
        }
        NDArray logits_BSK =
                teacher.blockLogits(
                        memory, prefix.order(), prefix.slots(), prefix.block(), options.dropout());
        return network.pairs() == null
                ? logits_BSK
                : logits_BSK.add(
                        teacher.inContext(memory, PlacedBefore.slots(prefix.order(), candidates)));
    }

    private NDArray lesson(
            ListBatch batch,
            int[][][] lessons,
            NDArray taught_BK,
            NDArray logits_BSK,
            NDArray logProbabilities_BSK,
            TeacherSlots asked) {
        NDManager manager = taught_BK.getManager();
        Shape shape = taught_BK.getShape();
        NDArray considered_BK = manager.create(asked.open_BK, shape);
        return switch (options.target()) {
            case NONE, CONDITIONAL -> Scalars.times(taught_BK.sum(), 0);
            case AVAIL_MEAN ->
                    distillation.divergence(
                            distillation.availableMean(logProbabilities_BSK, asked),
                            taught_BK,
                            considered_BK);
            case FIRST ->
                    distillation.divergence(
                            distillation.first(logits_BSK, considered_BK),
                            taught_BK,
                            considered_BK);
            case PL_LIST ->
                    DistillationLoss.order(
                            ScoringLoss.masked(taught_BK, present(batch, manager)), lessons[0]);
            case MC_MARGINAL ->
                    distillation.divergence(
                            manager.create(
                                    DistillationLoss.marginal(lessons, batch.candidates), shape),
                            taught_BK,
                            present(batch, manager));
        };
    }

    /** 1 for candidates, 0 for padding: slates of the teacher may hold what is not considered. */
    private static NDArray present(ListBatch batch, NDManager manager) {
        float[] present = new float[batch.size() * batch.candidates];
        for (int b = 0; b < batch.size(); b++) {
            int from = b * batch.candidates;
            Arrays.fill(present, from, from + batch.samples.get(b).size(), 1);
        }
        return manager.create(present, new Shape(batch.size(), batch.candidates));
    }
}
