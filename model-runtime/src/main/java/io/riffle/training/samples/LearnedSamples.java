package io.riffle.training.samples;

import io.riffle.schema.HistoryEvent;
import io.riffle.schema.Ids;
import io.riffle.schema.Outcome;
import io.riffle.schema.TrainingSample;
import io.riffle.training.state.StateParts;
import io.riffle.training.stream.TargetSequences;
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
 * new.
 *
 * <p>A request is known from its first revision on, whether that taught something, is still
 * waiting, or was left out. Bounded: the request that was heard of least recently is forgotten
 * first. Of a forgotten one a revision itself says what earlier ones taught, since each adds one
 * event: a next click where the outcome is a click, else its newest label. A user who comes back
 * after a long silence is therefore learned from, however many others came in between.
 *
 * <p><b>State</b>: owned by one thread, written with the trainer's state.
 */
public final class LearnedSamples {
    private static final int VERSION = 1;

    private final int capacity;
    private final Map<Long, Learned> byRequest = new LinkedHashMap<>();
    private long forgotten;

    /**
     * What was learned of one request.
     *
     * @param revision newest one that was learned; -1 = none
     * @param next whether a next click was
     */
    private record Learned(int revision, boolean next, long[] labels) {
        static final Learned NOTHING = new Learned(-1, false, new long[0]);

        boolean anything() {
            return next || labels.length > 0;
        }
    }

    /** Remembers the newest samples, that many. */
    public LearnedSamples(int capacity) {
        this.capacity = capacity;
    }

    /** Requests that are remembered. */
    int size() {
        return byRequest.size();
    }

    /** A sample has come: its request is known from now on. */
    public void heard(TrainingSample sample) {
        long key = key(sample);
        Learned before = byRequest.remove(key);
        put(key, before == null ? earlier(sample) : before);
    }

    /** Whether this or a later revision of the sample was learned. */
    public boolean repeats(TrainingSample sample) {
        return sample.revision() <= before(sample).revision();
    }

    /** Whether an earlier revision of the sample taught anything. */
    public boolean taught(TrainingSample sample) {
        return before(sample).anything();
    }

    /**
     * What the sample teaches beyond its earlier revisions; an empty lesson for a repeat, for an
     * older revision, and where nothing is new.
     */
    public Lesson lesson(TrainingSample sample) {
        Learned before = before(sample);
        if (sample.revision() <= before.revision()) {
            return new Lesson(sample, false, List.of());
        }
        List<HistoryEvent> labels = new ArrayList<>();
        for (HistoryEvent label : sample.labels()) {
            if (!contains(before.labels(), hash(label))) {
                labels.add(label);
            }
        }
        return new Lesson(sample, !before.next() && TargetSequences.hasTarget(sample), labels);
    }

    /** Everything in the sample is learned now. */
    public void learned(TrainingSample sample) {
        long key = key(sample);
        boolean next = TargetSequences.hasTarget(sample) || before(sample).next();
        byRequest.remove(key);
        put(key, new Learned(sample.revision(), next, hashes(sample.labels())));
    }

    /** Writes what is remembered. */
    public void write(DataOutput out) throws IOException {
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

    /** Reads what another one wrote. */
    public void read(DataInput in) throws IOException {
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

    private void put(long key, Learned learned) {
        byRequest.put(key, learned);
        if (byRequest.size() > capacity) {
            Iterator<Long> oldest = byRequest.keySet().iterator();
            oldest.next();
            oldest.remove();
            forgotten++;
        }
    }

    private Learned before(TrainingSample sample) {
        Learned before = byRequest.get(key(sample));
        return before == null ? earlier(sample) : before;
    }

    /** What the earlier revisions of a request that is not remembered have taught. */
    private Learned earlier(TrainingSample sample) {
        if (sample.revision() == 0 || forgotten == 0) {
            return Learned.NOTHING;
        }
        List<HistoryEvent> labels = sample.labels();
        HistoryEvent newest = labels.isEmpty() ? null : labels.get(labels.size() - 1);
        boolean corrected = sample.outcome() == Outcome.CORRECTED;
        boolean labelled = newest != null && (corrected || newest.equals(sample.next()));
        return new Learned(
                sample.revision() - 1,
                corrected && TargetSequences.hasTarget(sample),
                hashes(labelled ? labels.subList(0, labels.size() - 1) : labels));
    }

    private static long[] hashes(List<HistoryEvent> labels) {
        return labels.stream().mapToLong(LearnedSamples::hash).toArray();
    }

    private static long key(TrainingSample sample) {
        return Ids.eventHash(sample.recommendationId());
    }

    private static long hash(HistoryEvent label) {
        return Ids.eventHash(label.itemId() + '\n' + label.time() + '\n' + label.action().name());
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
