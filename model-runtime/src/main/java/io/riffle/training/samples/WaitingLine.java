package io.riffle.training.samples;

import io.riffle.schema.HistoryEvent;
import io.riffle.schema.TrainingSample;
import io.riffle.schema.codec.Codec;
import io.riffle.training.state.StateParts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Samples that wait to be learned, in order of arrival, as bytes. */
final class WaitingLine {
    private static final int MAX_SAMPLE_BYTES = 64 << 20;
    private static final int MAX_LABELS = 1 << 16;

    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private final Map<String, Waiting> newest = new HashMap<>();
    private int labelled;

    /**
     * One of them.
     *
     * @param request id of the recommendation
     * @param time of the request, epoch ms
     * @param next whether its next click is part of the lesson
     * @param counted of the sample's labels, whether it is part of the lesson
     * @param first whether no earlier revision taught anything
     */
    record Waiting(
            String request,
            long time,
            byte[] sample,
            boolean next,
            boolean[] counted,
            boolean first) {

        /** A sample as it waits. */
        static Waiting of(Taken taken, Codec<TrainingSample> codec) {
            Lesson lesson = taken.lesson();
            List<HistoryEvent> labels = lesson.sample().labels();
            boolean[] counted = new boolean[labels.size()];
            for (int i = 0; i < counted.length; i++) {
                counted[i] = lesson.labels().contains(labels.get(i));
            }
            return new Waiting(
                    lesson.sample().recommendationId(),
                    lesson.sample().requestTime(),
                    codec.toBytes(lesson.sample()),
                    lesson.teachesNext(),
                    counted,
                    taken.first());
        }

        /** The sample as it was taken in. */
        Taken taken(Codec<TrainingSample> codec) {
            TrainingSample read = codec.fromBytes(sample);
            List<HistoryEvent> labels = new ArrayList<>();
            for (int i = 0; i < counted.length; i++) {
                if (counted[i]) {
                    labels.add(read.labels().get(i));
                }
            }
            return new Taken(new Lesson(read, next, labels), first);
        }
    }

    /** The newest revision of a request; null when none waits. */
    byte @Nullable [] newest(String request) {
        Waiting known = newest.get(request);
        return known == null ? null : known.sample();
    }

    /**
     * The newest revision of each request of which nothing was learned, in order of arrival: the
     * first revision that teaches still waits, before all that came after it.
     */
    List<byte[]> unlearned() {
        Set<String> requests = new HashSet<>();
        List<byte[]> found = new ArrayList<>();
        for (Waiting one : waiting) {
            if (one.first()) {
                requests.add(one.request());
            }
            if (isNewest(one) && requests.contains(one.request())) {
                found.add(one.sample());
            }
        }
        return found;
    }

    int size() {
        return waiting.size();
    }

    /** When the request was made that has waited longest; never where none waits. */
    long oldestTime() {
        Waiting first = waiting.peek();
        return first == null ? Long.MAX_VALUE : first.time();
    }

    /** When the request was made that came last; never where none waits. */
    long newestTime() {
        Waiting last = waiting.peekLast();
        return last == null ? Long.MAX_VALUE : last.time();
    }

    /** Those with slate labels. */
    int labelled() {
        return labelled;
    }

    void add(Waiting added) {
        waiting.add(added);
        newest.put(added.request(), added);
        labelled += added.counted().length > 0 ? 1 : 0;
    }

    /** Takes the oldest out. */
    Waiting remove() {
        Waiting removed = waiting.remove();
        if (isNewest(removed)) {
            newest.remove(removed.request());
        }
        labelled -= removed.counted().length > 0 ? 1 : 0;
        return removed;
    }

    /** Takes those out that the rule names; how many they were. */
    int removeIf(Predicate<Waiting> rule) {
        List<Waiting> left = new ArrayList<>(waiting);
        int before = left.size();
        left.removeIf(rule);
        clear();
        left.forEach(this::add);
        return before - left.size();
    }

    void clear() {
        waiting.clear();
        newest.clear();
        labelled = 0;
    }

    private boolean isNewest(Waiting one) {
        return newest(one.request()) == one.sample();
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(waiting.size());
        for (Waiting one : waiting) {
            StateParts.writeBytes(out, one.sample());
            out.writeBoolean(one.next());
            out.writeBoolean(one.first());
            out.writeInt(one.counted().length);
            for (boolean label : one.counted()) {
                out.writeBoolean(label);
            }
        }
    }

    void read(DataInput in, Codec<TrainingSample> codec) throws IOException {
        clear();
        int left = StateParts.count("samples that wait", in.readInt(), Integer.MAX_VALUE);
        for (; left > 0; left--) {
            byte[] sample = StateParts.readBytes(in, MAX_SAMPLE_BYTES);
            boolean next = in.readBoolean();
            boolean first = in.readBoolean();
            boolean[] counted = new boolean[StateParts.count("labels", in.readInt(), MAX_LABELS)];
            for (int i = 0; i < counted.length; i++) {
                counted[i] = in.readBoolean();
            }
            TrainingSample read = codec.fromBytes(sample);
            add(
                    new Waiting(
                            read.recommendationId(),
                            read.requestTime(),
                            sample,
                            next,
                            counted,
                            first));
        }
    }
}
