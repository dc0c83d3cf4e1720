package io.riffle.training.online;

import io.riffle.schema.TrainingSample;
import io.riffle.schema.codec.TrainingSampleCodec;
import io.riffle.training.samples.SampleBuffer;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Samples on their way to the trainers: left out when the backlog asks for it, else waiting until a
 * batch is full or old and the trainers have rested.
 *
 * <p><b>Units</b>: epoch ms. <b>State</b>: owned by one thread; what waits is written with the
 * trainer's state.
 */
final class SampleIntake {
    private final OnlineSettings settings;
    private final OnlineCounters counters;
    private final LongSupplier clock;
    private final SampleBuffer buffer = new SampleBuffer(new TrainingSampleCodec());
    private long restUntil;

    SampleIntake(OnlineSettings settings, OnlineCounters counters, LongSupplier clock) {
        this.settings = settings;
        this.counters = counters;
        this.clock = clock;
    }

    /**
     * Takes a sample in, or leaves it out.
     *
     * @param received when it was written; 0 = unknown
     */
    void offer(TrainingSample sample, long received) {
        long now = clock.getAsLong();
        counters.lagMs = received > 0 ? Math.max(0, now - received) : 0;
        counters.mode = settings.backlog().mode(counters.lagMs);
        if (settings.backlog().keeps(sample, counters.lagMs)) {
            buffer.add(sample, received, now);
        } else {
            counters.skipped++;
        }
    }

    /** Drops what waits of a user; how many samples that was. */
    int forget(String userId) {
        return buffer.forget(userId);
    }

    /** Samples that wait. */
    int size() {
        return buffer.size();
    }

    /** Ms until a batch is due; 0 = now, {@link Long#MAX_VALUE} = nothing waits. */
    long waitMs() {
        if (buffer.size() == 0) {
            return Long.MAX_VALUE;
        }
        long now = clock.getAsLong();
        long ready =
                buffer.size() >= settings.batchSize()
                        ? now
                        : buffer.oldestArrival() + settings.batchAgeMs();
        return buffer.size() >= settings.maxWaiting()
                ? 0
                : Math.max(0, Math.max(ready, restUntil) - now);
    }

    /** The oldest samples, one batch. */
    List<SampleBuffer.Waiting> take() {
        return buffer.take(settings.batchSize());
    }

    /** Learning went on from then until now: it rests as its share of the processor asks. */
    void learnedSince(long begin) {
        long end = clock.getAsLong();
        restUntil = end + (long) ((end - begin) * (1 / settings.cpuShare() - 1));
    }

    void write(DataOutput out) throws IOException {
        buffer.write(out);
    }

    void read(DataInput in) throws IOException {
        buffer.read(in, clock.getAsLong());
    }
}
