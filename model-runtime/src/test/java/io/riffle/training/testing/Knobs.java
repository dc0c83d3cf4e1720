package io.riffle.training.testing;

import io.riffle.training.distillation.RerankerOptions;
import io.riffle.training.distillation.RollIn;
import io.riffle.training.distillation.SlotLabel;

/** Training options that differ from the defaults in a few places. */
public final class Knobs {
    private RerankerOptions base = RerankerOptions.defaults(3);
    private float dropout = base.dropout();
    private float averaging = base.averaging();
    private boolean distillIntoEncoder = base.distillIntoEncoder();
    private RollIn rollIn = base.rollIn();
    private SlotLabel slotTarget = base.slotTarget();
    private float hinge = base.hinge();
    private float maskPredict = base.maskPredict();

    public Knobs dropout(float rate) {
        dropout = rate;
        return this;
    }

    public Knobs averaging(float decay) {
        averaging = decay;
        return this;
    }

    public Knobs distillIntoEncoder(boolean on) {
        distillIntoEncoder = on;
        return this;
    }

    public Knobs rollIn(RollIn kind) {
        rollIn = kind;
        return this;
    }

    public Knobs slotTarget(SlotLabel target) {
        slotTarget = target;
        return this;
    }

    public Knobs hinge(float weight) {
        hinge = weight;
        return this;
    }

    public Knobs maskPredict(float share) {
        maskPredict = share;
        return this;
    }

    public RerankerOptions options() {
        return new RerankerOptions(
                base.batch(),
                base.learningRate(),
                base.clipNorm(),
                base.weightDecay(),
                dropout,
                averaging,
                base.teacher(),
                base.blocks(),
                maskPredict,
                slotTarget,
                hinge,
                rollIn,
                base.ownShare(),
                base.loss(),
                base.target(),
                base.distillation(),
                base.temperature(),
                base.warmupLists(),
                base.guarded(),
                distillIntoEncoder,
                base.inversePropensity(),
                base.propensityBound(),
                base.skipUnshown(),
                base.draws(),
                base.seed());
    }
}
