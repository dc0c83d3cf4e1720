package io.riffle.training.online;

import io.riffle.artifact.store.ModelStore;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.codec.TrainingSampleCodec;
import io.riffle.training.judge.GateLimits;
import io.riffle.training.judge.Judges;
import io.riffle.training.samples.LearnedSamples;
import io.riffle.training.samples.Reservoir;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.LongSupplier;

/**
 * What a trainer keeps beside its models: samples that wait, that were learned, that are kept for
 * replay and held back, and the counts of all.
 *
 * <p><b>State</b>: one section of a trainer's file; owned by the trainer's thread.
 */
record TrainerMemory(
        OnlineCounters counters,
        SampleIntake intake,
        LearnedSamples learned,
        Reservoir reservoir,
        Judges judges) {

    /** That of a trainer who has met nothing yet. */
    static TrainerMemory of(OnlineSettings settings, GateLimits gates, LongSupplier clock) {
        OnlineCounters counters = new OnlineCounters();
        return new TrainerMemory(
                counters,
                new SampleIntake(settings, counters, clock),
                // Whatever waits must be remembered, however little is.
                new LearnedSamples(Math.max(settings.remembered(), 2 * settings.maxWaiting())),
                new Reservoir(
                        new TrainingSampleCodec(),
                        settings.reservoirSize(),
                        settings.replayHorizon(),
                        settings.seed()),
                new Judges(
                        settings.reranker().learnsFromUnshown(),
                        settings.heldOutShare(),
                        settings.heldOutSize(),
                        settings.backbone().maxEvents(),
                        gates));
    }

    void write(DataOutput out) throws IOException {
        counters.write(out);
        intake.write(out);
        learned.write(out);
        reservoir.write(out);
        judges.write(out);
    }

    /**
     * Goes on from what {@link #write} wrote.
     *
     * @param store of the models that judges compare with
     */
    void read(DataInput in, ModelStore store) throws IOException {
        counters.read(in);
        intake.read(in);
        learned.read(in);
        reservoir.read(in);
        judges.read(in, version -> store.get(ModelUpdate.BACKBONE, version));
    }
}
