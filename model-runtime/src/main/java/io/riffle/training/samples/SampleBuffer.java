package io.riffle.training.samples;

import io.riffle.schema.TrainingSample;
import io.riffle.schema.codec.Codec;
import io.riffle.training.state.StateParts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Samples that wait for the next training batch, oldest first. A revised sample takes the place of
 * the earlier one.
 *
 * <p><b>Units</b>: processing time in ms, given by the caller. <b>State</b>: owned by one thread,
 * written with the trainer's state, so that a batch does not depend on where checkpoints fall.
 */
public final class SampleBuffer {
    private static final int VERSION = 1;
    private static final int MAX_SAMPLE_BYTES = 64 << 20;

    private final Codec<TrainingSample> codec;
    private final Map<String, Waiting> byRequest = new LinkedHashMap<>();

    /**
     * A sample that waits.
     *
     * @param received when it was written, epoch ms; 0 = unknown
     * @param arrived when it came to the trainer, epoch ms
     */
    public record Waiting(TrainingSample sample, long received, long arrived) {}

    /** An empty one; samples wait as bytes of the codec. */
    public SampleBuffer(Codec<TrainingSample> codec) {
        this.codec = codec;
    }

    /** Samples that wait. */
    public int size() {
        return byRequest.size();
    }

    /** Takes a sample in, unless this or a later revision of it waits already. */
    public void add(TrainingSample sample, long received, long now) {
        Waiting before = byRequest.get(sample.recommendationId());
        if (before == null) {
            byRequest.put(sample.recommendationId(), new Waiting(sample, received, now));
        } else if (before.sample().revision() < sample.revision()) {
            byRequest.put(
                    sample.recommendationId(),
                    new Waiting(sample.completedBy(before.sample()), received, before.arrived()));
        }
    }

    /** When the oldest sample came; {@link Long#MAX_VALUE} when none waits. */
    public long oldestArrival() {
        return byRequest.isEmpty()
                ? Long.MAX_VALUE
                : byRequest.values().iterator().next().arrived();
    }

    /** Removes and returns the oldest samples, at most {@code limit}. */
    public List<Waiting> take(int limit) {
        List<Waiting> taken = new ArrayList<>(Math.min(limit, byRequest.size()));
        Iterator<Waiting> waiting = byRequest.values().iterator();
        while (taken.size() < limit && waiting.hasNext()) {
            taken.add(waiting.next());
            waiting.remove();
        }
        return taken;
    }

    /** Drops every sample of a user; how many there were. */
    public int forget(String userId) {
        int before = byRequest.size();
        byRequest.values().removeIf(waiting -> waiting.sample().userId().equals(userId));
        return before - byRequest.size();
    }

    /** Writes what waits, oldest first. */
    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeInt(byRequest.size());
        for (Waiting waiting : byRequest.values()) {
            out.writeLong(waiting.received());
            StateParts.writeBytes(out, codec.toBytes(waiting.sample()));
        }
    }

    /**
     * Reads what another one wrote.
     *
     * @param now arrival time that restored samples get: a clock does not survive its process
     */
    public void read(DataInput in, long now) throws IOException {
        StateParts.version("waiting samples", VERSION, in.readUnsignedByte());
        byRequest.clear();
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            long received = in.readLong();
            add(codec.fromBytes(StateParts.readBytes(in, MAX_SAMPLE_BYTES)), received, now);
        }
    }
}
