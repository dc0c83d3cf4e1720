package io.riffle.training.rivals;

import io.riffle.training.distillation.DistillationTarget;
import io.riffle.training.distillation.RerankerOptions;
import io.riffle.training.distillation.RollIn;
import io.riffle.training.distillation.ScoreLoss;
import io.riffle.training.distillation.SlotLabel;

/** Options of training as other papers have it, with the steps of the given ones. */
public final class RivalOptions {
    private RivalOptions() {}

    /**
     * A student that learns each label alone: the pointwise logistic loss, another one that RankT5
     * compares.
     */
    public static RerankerOptions pointwise(RerankerOptions options) {
        RerankerOptions alone = options.studentOnly();
        return with(alone, alone.slotTarget(), alone.rollIn(), alone.ownShare(), ScoreLoss.BINARY);
    }

    /** A decoder that is asked for any click that is left, after its own orders in a share. */
    static RerankerOptions generator(RerankerOptions options, float ownShare) {
        return with(
                options.withoutDistillation(),
                SlotLabel.REMAINING,
                RollIn.FIRST_STAGE_PL,
                ownShare,
                ScoreLoss.LISTWISE);
    }

    private static RerankerOptions with(
            RerankerOptions from, SlotLabel slots, RollIn rollIn, float ownShare, ScoreLoss loss) {
        return new RerankerOptions(
                from.batch(),
                from.learningRate(),
                from.clipNorm(),
                from.weightDecay(),
                from.dropout(),
                from.averaging(),
                from.teacher(),
                from.blocks(),
                0,
                slots,
                from.hinge(),
                rollIn,
                ownShare,
                loss,
                DistillationTarget.NONE,
                0,
                from.temperature(),
                from.warmupLists(),
                from.guarded(),
                from.distillIntoEncoder(),
                from.inversePropensity(),
                from.propensityBound(),
                from.skipUnshown(),
                from.draws(),
                from.seed());
    }
}
