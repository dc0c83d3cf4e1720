package io.riffle.training.distillation;

import java.util.List;

/**
 * Options that differ from others in a few places; what they mean is in {@link RerankerOptions}.
 *
 * <p><b>State</b>: not for use by several threads.
 */
public final class RerankerOptionsBuilder {
    private final RerankerOptions base;
    private int batch;
    private float learningRate;
    private float dropout;
    private float averaging;
    private boolean teacher;
    private List<Integer> blocks;
    private float maskPredict;
    private SlotLabel slotTarget;
    private float hinge;
    private RollIn rollIn;
    private float ownShare;
    private ScoreLoss loss;
    private DistillationTarget target;
    private float distillation;
    private int warmupLists;
    private boolean distillIntoEncoder;
    private float skipUnshown;

    /** Starts as the options are. */
    RerankerOptionsBuilder(RerankerOptions base) {
        this.base = base;
        batch = base.batch();
        learningRate = base.learningRate();
        dropout = base.dropout();
        averaging = base.averaging();
        teacher = base.teacher();
        blocks = base.blocks();
        maskPredict = base.maskPredict();
        slotTarget = base.slotTarget();
        hinge = base.hinge();
        rollIn = base.rollIn();
        ownShare = base.ownShare();
        loss = base.loss();
        target = base.target();
        distillation = base.distillation();
        warmupLists = base.warmupLists();
        distillIntoEncoder = base.distillIntoEncoder();
        skipUnshown = base.skipUnshown();
    }

    /** Sets batch. */
    public RerankerOptionsBuilder batch(int value) {
        batch = value;
        return this;
    }

    /** Sets learning rate. */
    public RerankerOptionsBuilder learningRate(float value) {
        learningRate = value;
        return this;
    }

    /** Sets dropout. */
    public RerankerOptionsBuilder dropout(float value) {
        dropout = value;
        return this;
    }

    /** Sets averaging. */
    public RerankerOptionsBuilder averaging(float value) {
        averaging = value;
        return this;
    }

    /** Sets teacher. */
    public RerankerOptionsBuilder teacher(boolean value) {
        teacher = value;
        return this;
    }

    /** Sets blocks. */
    public RerankerOptionsBuilder blocks(List<Integer> value) {
        blocks = value;
        return this;
    }

    /** Sets mask predict. */
    public RerankerOptionsBuilder maskPredict(float value) {
        maskPredict = value;
        return this;
    }

    /** Sets slot target. */
    public RerankerOptionsBuilder slotTarget(SlotLabel value) {
        slotTarget = value;
        return this;
    }

    /** Sets hinge. */
    public RerankerOptionsBuilder hinge(float value) {
        hinge = value;
        return this;
    }

    /** Sets roll in. */
    public RerankerOptionsBuilder rollIn(RollIn value) {
        rollIn = value;
        return this;
    }

    /** Sets own share. */
    public RerankerOptionsBuilder ownShare(float value) {
        ownShare = value;
        return this;
    }

    /** Sets loss. */
    public RerankerOptionsBuilder loss(ScoreLoss value) {
        loss = value;
        return this;
    }

    /** Sets target. */
    public RerankerOptionsBuilder target(DistillationTarget value) {
        target = value;
        return this;
    }

    /** Sets distillation. */
    public RerankerOptionsBuilder distillation(float value) {
        distillation = value;
        return this;
    }

    /** Sets warmup lists. */
    public RerankerOptionsBuilder warmupLists(int value) {
        warmupLists = value;
        return this;
    }

    /** Sets distill into encoder. */
    public RerankerOptionsBuilder distillIntoEncoder(boolean value) {
        distillIntoEncoder = value;
        return this;
    }

    /** Sets skip unshown. */
    public RerankerOptionsBuilder skipUnshown(float value) {
        skipUnshown = value;
        return this;
    }

    /** The options, checked. */
    public RerankerOptions build() {
        return new RerankerOptions(
                batch,
                learningRate,
                base.clipNorm(),
                base.weightDecay(),
                dropout,
                averaging,
                teacher,
                blocks,
                maskPredict,
                slotTarget,
                hinge,
                rollIn,
                ownShare,
                loss,
                target,
                distillation,
                base.temperature(),
                warmupLists,
                base.guarded(),
                distillIntoEncoder,
                base.inversePropensity(),
                base.propensityBound(),
                skipUnshown,
                base.draws(),
                base.seed());
    }
}
