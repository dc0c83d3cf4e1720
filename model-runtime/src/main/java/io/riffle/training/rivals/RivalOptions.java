package io.riffle.training.rivals;

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
        return options.studentOnly().change().loss(ScoreLoss.BINARY).maskPredict(0).build();
    }

    /** A decoder that is asked for any click that is left, after its own orders in a share. */
    static RerankerOptions generator(RerankerOptions options, float ownShare) {
        return options.withoutDistillation()
                .change()
                .slotTarget(SlotLabel.REMAINING)
                .rollIn(RollIn.FIRST_STAGE_PL)
                .ownShare(ownShare)
                .maskPredict(0)
                .loss(ScoreLoss.LISTWISE)
                .build();
    }
}
