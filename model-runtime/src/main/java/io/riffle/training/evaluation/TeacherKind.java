package io.riffle.training.evaluation;

import io.riffle.training.distillation.DistillationTarget;
import io.riffle.training.distillation.RerankerOptionsBuilder;
import io.riffle.training.distillation.RollIn;
import io.riffle.training.distillation.SlotLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * The family of slate decoders and ways to teach with them: each differs from the default teacher
 * in one thing. What is not here, and why, is in {@code doc/decoders.md}.
 */
@SuppressWarnings("ImmutableEnumChecker") // the changes capture nothing
public enum TeacherKind {
    /** One slot at a time (pointer network; Seq2Slate, arXiv 1810.02019). */
    AUTOREGRESSIVE(1, Reading.GREEDY, options -> options.blocks(List.of(1))),
    /** Two slots at a time (Wang et al., EMNLP 2018; PSAD). */
    SEMI_AUTOREGRESSIVE(2, Reading.GREEDY, options -> options.blocks(List.of(2))),
    /** Five slots at a time, the surest first. */
    CONFIDENCE_FIRST(5, Reading.SUREST, options -> options.blocks(List.of(5))),
    /** All slots at once (Gu et al., ICLR 2018). */
    NON_AUTOREGRESSIVE(0, Reading.GREEDY, options -> options.blocks(List.of(100))),
    /** All slots at once, read away from lookalikes (NAR4Rec, arXiv 2402.06871). */
    CONTRASTIVE(0, Reading.CONTRASTIVE, options -> options.blocks(List.of(100))),
    /** Blocks of all sizes, one per step; read all at once. */
    BLOCK_SIZES(0, Reading.GREEDY, options -> options.blocks(List.of(1, 2, 5, 100))),
    /** Masked slots in sight of the others (Ghazvininejad et al., EMNLP 2019), four rounds. */
    MASK_PREDICT(0, Reading.MASKED, options -> options.maskPredict(.5f)),
    /** Half of the steps after orders of its own (DAgger). */
    OWN_ROLL_IN(1, Reading.GREEDY, options -> options.ownShare(.5f)),
    /** Slots are asked for any click that is left, after orders that are drawn. */
    REMAINING_CLICKS(1, Reading.GREEDY, options -> options.slotTarget(SlotLabel.REMAINING)),
    /** Slots are asked for the order by label, after that order (teacher forcing). */
    LABEL_ORDER(
            1,
            Reading.GREEDY,
            options -> options.slotTarget(SlotLabel.LABEL_ORDER).rollIn(RollIn.LABEL)),
    /** A hinge between positives and negatives beside the cross-entropy, as the paper has it. */
    HINGE(1, Reading.GREEDY, options -> options.hinge(.3f)),
    /** The student learns the distribution of the first slot alone. */
    DISTIL_FIRST(1, Reading.GREEDY, options -> options.target(DistillationTarget.FIRST)),
    /** The student's scores learn the mean preference over slots. */
    DISTIL_AVAILABLE(1, Reading.GREEDY, options -> options.target(DistillationTarget.AVAIL_MEAN)),
    /** The student learns the teacher's slates (sequence-level; Kim and Rush, EMNLP 2016). */
    DISTIL_SLATE(1, Reading.GREEDY, options -> options.target(DistillationTarget.PL_LIST)),
    /** The student learns how often slates that the teacher draws hold a candidate. */
    DISTIL_MARGINAL(1, Reading.GREEDY, options -> options.target(DistillationTarget.MC_MARGINAL));

    /** How slots are filled. */
    enum Reading {
        GREEDY,
        SUREST,
        CONTRASTIVE,
        MASKED
    }

    private final int block;
    private final Reading reading;
    private final UnaryOperator<RerankerOptionsBuilder> training;

    /**
     * @param block slots that are read at once; 0 for all
     */
    TeacherKind(int block, Reading reading, UnaryOperator<RerankerOptionsBuilder> training) {
        this.block = block;
        this.reading = reading;
        this.training = training;
    }

    /** Its name as options and tables have it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Labels of all. */
    public static List<String> labels() {
        List<String> labels = new ArrayList<>();
        for (TeacherKind kind : values()) {
            labels.add(kind.label());
        }
        return labels;
    }

    int block(int slots) {
        return block == 0 ? slots : Math.min(block, slots);
    }

    Reading reading() {
        return reading;
    }

    RerankerOptionsBuilder training(RerankerOptionsBuilder options) {
        return training.apply(options);
    }
}
