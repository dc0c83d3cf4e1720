package io.riffle.training.samples;

import io.riffle.schema.TrainingSample;
import io.riffle.schema.codec.Codec;
import io.riffle.training.state.StateParts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Learned samples that are kept for replay: a bounded sample of the stream. Up to {@code horizon}
 * samples every one of them has the same chance to be here (Vitter's algorithm R); beyond it older
 * ones fade, so that replay follows a drifting stream.
 *
 * <p>Draws depend on the seed and on counts only, so a restored reservoir continues as if it had
 * never stopped. Samples are kept as bytes: a tenth of the memory of their objects.
 *
 * <p><b>Source</b>: Vitter, Random sampling with a reservoir, 1985. <b>State</b>: owned by one
 * thread, written with the trainer's state.
 */
public final class Reservoir implements Iterable<TrainingSample> {
    private static final int VERSION = 1;
    private static final int MAX_SAMPLE_BYTES = 64 << 20;
    private final int capacity;
    private final long horizon;
    private final long seed;
    private final KeptSamples samples;
    private long offered;
    private long draws;

    public Reservoir(Codec<TrainingSample> codec, int capacity, long horizon, long seed) {
        this.samples = new KeptSamples(codec);
        this.capacity = capacity;
        this.horizon = horizon;
        this.seed = seed;
    }

    int size() {
        return samples.size();
    }

    /**
     * Offers a sample that was learned; a later revision of a kept one takes its place.
     *
     * @param first whether no earlier revision was offered: a second chance would make revised
     *     samples more likely to be here
     */
    public void offer(TrainingSample sample, boolean first) {
        Integer kept = samples.slot(sample.recommendationId());
        if (kept != null) {
            samples.set(kept, sample);
            return;
        }
        if (!first || capacity == 0) {
            return;
        }
        offered++;
        if (samples.size() < capacity) {
            samples.add(sample);
            return;
        }
        long place = draw(Math.min(offered, horizon));
        if (place < capacity) {
            samples.set((int) place, sample);
        }
    }

    /**
     * Samples to be drawn beside new ones so that in the long run so many of their positions are
     * learned for each. A window of two hundred teaches two hundred times what one of three does,
     * and costs as much more.
     *
     * @param before new samples so far
     * @param more new samples of now
     * @param positions for each new sample
     * @param maxEvents of a history that are read
     */
    public int due(long before, int more, double positions, int maxEvents) {
        double each = Math.max(1, samples.meanHistory(maxEvents));
        double ratio = positions / each;
        // Where nothing is kept there is no mean, and what is no number comes to 0.
        return (int) ((long) ((before + more) * ratio) - (long) (before * ratio));
    }

    /** The kept revision of a request; null when it is not kept. */
    public @Nullable TrainingSample kept(String recommendationId) {
        Integer slot = samples.slot(recommendationId);
        return slot == null ? null : samples.get(slot);
    }

    /**
     * Drops every sample of a user. Those offered next take the places.
     *
     * @return how many there were
     */
    public int forget(String userId) {
        return samples.forget(userId);
    }

    /** Every kept sample, read anew each time. */
    @Override
    public Iterator<TrainingSample> iterator() {
        return IntStream.range(0, samples.size()).mapToObj(samples::get).iterator();
    }

    /** Draws up to {@code count} different samples. */
    public List<TrainingSample> draw(int count) {
        return draw(count, this::draw);
    }

    /** The same without a trace: later draws do not depend on whether this one was made. */
    public List<TrainingSample> drawBeside(int count) {
        return draw(count, new SplittableRandom(~seed * 0x9E3779B97F4A7C15L + draws)::nextLong);
    }

    private List<TrainingSample> draw(int count, LongUnaryOperator below) {
        int wanted = Math.min(count, samples.size());
        Set<Integer> slots = new HashSet<>();
        List<TrainingSample> drawn = new ArrayList<>(wanted);
        while (drawn.size() < wanted) {
            int slot = (int) below.applyAsLong(samples.size());
            if (slots.add(slot)) {
                drawn.add(samples.get(slot));
            }
        }
        return drawn;
    }

    /** Writes what is kept, and where drawing goes on. */
    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeLong(offered);
        out.writeLong(draws);
        out.writeInt(samples.size());
        for (byte[] sample : samples.bytes()) {
            StateParts.writeBytes(out, sample);
        }
    }

    /** Goes on where another one stopped. */
    public void read(DataInput in) throws IOException {
        StateParts.version("reservoir", VERSION, in.readUnsignedByte());
        offered = in.readLong();
        draws = in.readLong();
        samples.clear();
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            byte[] sample = StateParts.readBytes(in, MAX_SAMPLE_BYTES);
            // A reservoir that was made smaller by configuration keeps its first samples.
            if (i < capacity) {
                samples.add(sample);
            }
        }
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "Reservoir of %d of %d, %d offered, contents %d",
                samples.size(),
                capacity,
                offered,
                samples.contents());
    }

    private long draw(long bound) {
        return new SplittableRandom(seed * 0x9E3779B97F4A7C15L + draws++).nextLong(bound);
    }
}
