package io.riffle.training;

import io.riffle.schema.HistoryEvent;
import io.riffle.schema.TrainingSample;
import io.riffle.schema.UserHistory;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Remembers what was learned of each recent request, so that a revised sample teaches only what is
 * new. Bounded: the oldest request is forgotten first; a revision that comes later than that counts
 * as late and is left out.
 *
 * <p><b>State</b>: owned by one thread, written with the trainer's state.
 */
final class LearnedSamples {
    private static final int VERSION = 1;

    private final int capacity;
    private final Map<Long, Learned> byRequest = new LinkedHashMap<>();
    private long forgotten;

    /** What was learned of one request. */
    private record Learned(int revision, boolean next, long[] labels) {}

    LearnedSamples(int capacity) {
        this.capacity = capacity;
    }

    /** Requests that are remembered. */
    int size() {
        return byRequest.size();
    }

    /**
     * What the sample teaches beyond its earlier revisions; an empty lesson for a repeat, for an
     * older revision, and for a revision of a request that was already forgotten.
     */
    Lesson lesson(TrainingSample sample) {
        Learned before = byRequest.get(key(sample));
        if (before == null) {
            return sample.revision() > 0 && forgotten > 0
                    ? new Lesson(sample, false, List.of())
                    : Lesson.whole(sample);
        }
        if (sample.revision() <= before.revision()) {
            return new Lesson(sample, false, List.of());
        }
        List<HistoryEvent> labels = new ArrayList<>();
        for (HistoryEvent label : sample.labels()) {
            if (!contains(before.labels(), hash(label))) {
                labels.add(label);
            }
        }
        return new Lesson(sample, !before.next() && Targets.hasTarget(sample), labels);
    }

    /** Everything in the sample is learned now. */
    void learned(TrainingSample sample) {
        long key = key(sample);
        Learned before = byRequest.remove(key);
        boolean next = Targets.hasTarget(sample) || (before != null && before.next());
        long[] labels = sample.labels().stream().mapToLong(LearnedSamples::hash).toArray();
        byRequest.put(key, new Learned(sample.revision(), next, labels));
        if (byRequest.size() > capacity) {
            Iterator<Long> oldest = byRequest.keySet().iterator();
            oldest.next();
            oldest.remove();
            forgotten++;
        }
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeLong(forgotten);
        out.writeInt(byRequest.size());
        for (Map.Entry<Long, Learned> entry : byRequest.entrySet()) {
            Learned learned = entry.getValue();
            out.writeLong(entry.getKey());
            out.writeInt(learned.revision());
            out.writeBoolean(learned.next());
            out.writeInt(learned.labels().length);
            for (long label : learned.labels()) {
                out.writeLong(label);
            }
        }
    }

    void read(DataInput in) throws IOException {
        StateParts.version("learned samples", VERSION, in.readUnsignedByte());
        byRequest.clear();
        forgotten = in.readLong();
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            long key = in.readLong();
            int revision = in.readInt();
            boolean next = in.readBoolean();
            int count = StateParts.count("labels of a learned sample", in.readInt(), 1 << 16);
            long[] labels = new long[count];
            for (int l = 0; l < count; l++) {
                labels[l] = in.readLong();
            }
            byRequest.put(key, new Learned(revision, next, labels));
        }
    }

    private static long key(TrainingSample sample) {
        return UserHistory.hash64(sample.recommendationId());
    }

    private static long hash(HistoryEvent label) {
        return UserHistory.hash64(
                label.itemId() + '\n' + label.time() + '\n' + label.action().name());
    }

    private static boolean contains(long[] values, long value) {
        for (long each : values) {
            if (each == value) {
                return true;
            }
        }
        return false;
    }
}
