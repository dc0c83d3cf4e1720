package io.riffle.training.samples;

import io.riffle.schema.TrainingSample;
import io.riffle.schema.codec.Codec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Samples in numbered slots, one of each request, as bytes: a tenth of the memory of their objects.
 *
 * <p><b>State</b>: as the {@link Reservoir}'s.
 */
final class KeptSamples {
    private final Codec<TrainingSample> codec;
    private final List<String> requests = new ArrayList<>();
    private final List<byte[]> samples = new ArrayList<>();
    private final List<Integer> histories = new ArrayList<>(); // events
    private final Map<String, Integer> slotOf = new HashMap<>();

    KeptSamples(Codec<TrainingSample> codec) {
        this.codec = codec;
    }

    int size() {
        return samples.size();
    }

    /** Slot of a request's sample; null = there is none. */
    @Nullable Integer slot(String recommendationId) {
        return slotOf.get(recommendationId);
    }

    /** Read anew each time. */
    TrainingSample get(int slot) {
        return codec.fromBytes(samples.get(slot));
    }

    /** Puts a sample behind the others. */
    void add(TrainingSample sample) {
        add(sample, codec.toBytes(sample));
    }

    /** Puts a sample behind the others, as {@link #bytes} had it. */
    void add(byte[] sample) {
        add(codec.fromBytes(sample), sample);
    }

    private void add(TrainingSample sample, byte[] bytes) {
        slotOf.put(sample.recommendationId(), samples.size());
        requests.add(sample.recommendationId());
        samples.add(bytes);
        histories.add(sample.history().size());
    }

    /** Replaces the sample of a slot. */
    void set(int slot, TrainingSample sample) {
        slotOf.remove(requests.get(slot));
        slotOf.put(sample.recommendationId(), slot);
        requests.set(slot, sample.recommendationId());
        samples.set(slot, codec.toBytes(sample));
        histories.set(slot, sample.history().size());
    }

    /** Mean events of the histories, of each so many at most; NaN when there is none. */
    double meanHistory(int most) {
        return histories.stream()
                .mapToInt(events -> Math.min(events, most))
                .average()
                .orElse(Double.NaN);
    }

    /**
     * Drops every sample of a user; the others close up.
     *
     * @return how many there were
     */
    int forget(String userId) {
        List<byte[]> before = List.copyOf(samples);
        clear();
        for (byte[] sample : before) {
            TrainingSample read = codec.fromBytes(sample);
            if (!read.userId().equals(userId)) {
                add(read, sample);
            }
        }
        return before.size() - samples.size();
    }

    void clear() {
        requests.clear();
        samples.clear();
        histories.clear();
        slotOf.clear();
    }

    /** By slot. */
    List<byte[]> bytes() {
        return Collections.unmodifiableList(samples);
    }

    /** A hash of all, for tests. */
    int contents() {
        return samples.stream().mapToInt(Arrays::hashCode).sum();
    }
}
