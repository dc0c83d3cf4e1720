package io.riffle.training.distillation;

import java.util.List;

/**
 * How the reranker is trained; what it is, is in its configuration.
 *
 * @param batch lists per step
 * @param learningRate of AdamW
 * @param clipNorm bound of the global norm of the gradients
 * @param weightDecay share of the weights that a step takes away, in learning rates
 * @param dropout rate inside the encoder and the decoder
 * @param averaging decay of the running mean of the weights that is evaluated and served; 0 for
 *     none
 * @param teacher whether the teacher is trained beside the student
 * @param blocks block sizes drawn from, one per step; empty for the configuration's own
 * @param maskPredict share of the steps in which the teacher learns to fill masked slots
 * @param slotTarget what the teacher's slots are asked for
 * @param hinge weight of the hinge beside the teacher's cross-entropy
 * @param rollIn order that stands before the teacher's slots
 * @param ownShare share of steps that use the teacher's own order instead, after the warm-up
 * @param loss of the student's scores
 * @param target what the student learns from the teacher
 * @param distillation weight α of the distillation loss; 1 - α is left to the labels
 * @param temperature τ of the distillation loss
 * @param warmupLists lists after which α has grown to its full value
 * @param guarded whether α is 0 while the teacher ranks worse than the student
 * @param distillIntoEncoder whether distillation changes the encoder, or the scorer alone
 * @param inversePropensity whether labels are divided by the chance that their position was
 *     examined
 * @param propensityBound largest factor by which a label may grow
 * @param skipUnshown chance that candidates which were not shown are left out of a list's losses
 * @param draws slates drawn per list for {@link DistillationTarget#MC_MARGINAL}
 * @param seed of everything that is drawn
 */
public record RerankerOptions(
        int batch,
        float learningRate,
        float clipNorm,
        float weightDecay,
        float dropout,
        float averaging,
        boolean teacher,
        List<Integer> blocks,
        float maskPredict,
        SlotLabel slotTarget,
        float hinge,
        RollIn rollIn,
        float ownShare,
        ScoreLoss loss,
        DistillationTarget target,
        float distillation,
        float temperature,
        int warmupLists,
        boolean guarded,
        boolean distillIntoEncoder,
        boolean inversePropensity,
        float propensityBound,
        float skipUnshown,
        int draws,
        long seed) {

    /** Checks that every number is in its range. */
    public RerankerOptions {
        blocks = List.copyOf(blocks);
        OptionRules.within("batch", batch, 1, 65536);
        OptionRules.within("learning_rate", learningRate, 0, 1);
        OptionRules.within("clip_norm", clipNorm, 1e-6, 1e9);
        OptionRules.within("weight_decay", weightDecay, 0, 1);
        OptionRules.within("dropout", dropout, 0, .9);
        OptionRules.within("averaging", averaging, 0, .999999);
        OptionRules.within("mask_predict", maskPredict, 0, 1);
        OptionRules.within("own_share", ownShare, 0, 1);
        OptionRules.within("distillation", distillation, 0, 1);
        OptionRules.within("temperature", temperature, 1e-3, 1e3);
        OptionRules.within("propensity_bound", propensityBound, 1, 1e6);
        OptionRules.within("skip_unshown", skipUnshown, 0, 1);
        OptionRules.within("draws", draws, 1, 100_000);
    }

    /** Joint training of teacher and student as chosen on validation lists. */
    public static RerankerOptions defaults(long seed) {
        return new RerankerOptions(
                128,
                1e-3f,
                5,
                0,
                .1f,
                .99f,
                true,
                List.of(),
                0,
                SlotLabel.SHOWN,
                0,
                RollIn.FIRST_STAGE_PL,
                0,
                ScoreLoss.LISTWISE,
                DistillationTarget.CONDITIONAL,
                .3f,
                1,
                5_000,
                true,
                true,
                true,
                10,
                1,
                16,
                seed);
    }

    /** The same options, to be changed in a few places. */
    public RerankerOptionsBuilder change() {
        return new RerankerOptionsBuilder(this);
    }

    /** The student alone, from labels alone. */
    public RerankerOptions studentOnly() {
        return change().teacher(false).target(DistillationTarget.NONE).distillation(0).build();
    }

    /** Teacher and student together, without distillation. */
    public RerankerOptions withoutDistillation() {
        return withDistillation(DistillationTarget.NONE, 0);
    }

    /** Teacher and student together, distilled as by default. */
    public RerankerOptions distilled() {
        RerankerOptions usual = defaults(seed);
        return withDistillation(usual.target, usual.distillation);
    }

    /** Teacher and student together, distilled with another target and weight. */
    public RerankerOptions withDistillation(DistillationTarget towards, float weight) {
        return change().teacher(true).target(towards).distillation(weight).build();
    }

    /** The same training with other steps. */
    public RerankerOptions withSteps(int lists, float rate) {
        return change().batch(lists).learningRate(rate).build();
    }

    /** The same training along a stream; without distillation it trains no teacher. */
    public RerankerOptions online(int lists, float rate, float weight, int warmup, float skip) {
        return change().batch(lists)
                .learningRate(rate)
                .teacher(weight > 0)
                .target(weight > 0 ? target : DistillationTarget.NONE)
                .distillation(weight)
                .warmupLists(warmup)
                .skipUnshown(skip)
                .build();
    }
}
