package io.riffle.training.stream;

import io.riffle.schema.HistoryEvent;
import io.riffle.schema.TrainingSample;
import io.riffle.schema.actions.ActionRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Turns samples into sequences for the backbone. Several new targets of one user share a sequence
 * when the history of the newest holds them where they were asked for; what does not fit becomes a
 * sequence of its own.
 */
public final class TargetSequences {
    private TargetSequences() {}

    /** Whether the backbone has something to predict here: a next event after a history. */
    public static boolean hasTarget(TrainingSample sample) {
        HistoryEvent next = sample.next();
        return next != null && !ActionRules.negative(next.action()) && !sample.history().isEmpty();
    }

    /**
     * The sequences that hold every sample's target exactly once.
     *
     * @param samples each with a target, those of one user oldest first
     * @param maxEvents longest sequence, its last target included
     * @param actions how much each target weighs
     */
    public static List<TargetSequence> sequences(
            List<TrainingSample> samples, int maxEvents, ActionRules actions) {
        Map<String, List<TrainingSample>> byUser = new LinkedHashMap<>();
        for (TrainingSample sample : samples) {
            byUser.computeIfAbsent(sample.userId(), user -> new ArrayList<>()).add(sample);
        }
        List<TargetSequence> sequences = new ArrayList<>(byUser.size());
        for (List<TrainingSample> ofUser : byUser.values()) {
            List<TrainingSample> left = ofUser;
            while (!left.isEmpty()) {
                left = sequence(left, maxEvents, actions, sequences);
            }
        }
        return sequences;
    }

    /**
     * The whole of a sample, in which every event after the first is a target, as far as none
     * before it was disliked: nothing that is may be proposed.
     */
    public static TargetSequence window(TrainingSample sample, int maxEvents, ActionRules actions) {
        List<HistoryEvent> events = events(sample, maxEvents);
        float[] weights = new float[events.size()];
        for (int i = events.size() - 1; i > 0; i--) {
            if (ActionRules.negative(events.get(i).action())) {
                break;
            }
            weights[i] = actions.weight(events.get(i).action());
        }
        return sequence(sample.userId(), events, weights);
    }

    /**
     * The sequence whose last event, the sample's next one, the user does not want.
     *
     * @param weight how much that teaches, above 0
     */
    public static TargetSequence unwanted(TrainingSample sample, int maxEvents, float weight) {
        List<HistoryEvent> events = events(sample, maxEvents);
        float[] weights = new float[events.size()];
        weights[weights.length - 1] = -weight;
        return sequence(sample.userId(), events, weights);
    }

    /** Adds the sequence of the newest sample, returns the samples that found no place in it. */
    private static List<TrainingSample> sequence(
            List<TrainingSample> ofUser,
            int maxEvents,
            ActionRules actions,
            List<TargetSequence> sequences) {
        TrainingSample newest = ofUser.get(ofUser.size() - 1);
        List<HistoryEvent> events = events(newest, maxEvents);
        int size = events.size();
        float[] weights = new float[size];
        weights[size - 1] = actions.weight(events.get(size - 1).action());
        List<TrainingSample> left = new ArrayList<>();
        int first = size - 1;
        for (int i = ofUser.size() - 2; i >= 0; i--) {
            // Targets lie without a gap: what is between them was learned already.
            if (place(ofUser.get(i), events) == first - 1 && first > 1) {
                first--;
                weights[first] = actions.weight(events.get(first).action());
            } else {
                left.add(0, ofUser.get(i));
            }
        }
        sequences.add(sequence(newest.userId(), events, weights));
        return left;
    }

    /** The newest events of a sample, its next one included. */
    private static List<HistoryEvent> events(TrainingSample sample, int maxEvents) {
        List<HistoryEvent> events = new ArrayList<>(sample.history());
        events.add(next(sample));
        return events.size() > maxEvents
                ? events.subList(events.size() - maxEvents, events.size())
                : events;
    }

    private static TargetSequence sequence(
            String userId, List<HistoryEvent> events, float[] weights) {
        int size = events.size();
        String[] itemIds = new String[size];
        long[] seconds = new long[size];
        for (int i = 0; i < size; i++) {
            itemIds[i] = events.get(i).itemId();
            seconds[i] = Math.floorDiv(events.get(i).time(), 1000L);
        }
        // A late next event must not make time run backwards inside the sequence.
        for (int i = 1; i < size; i++) {
            seconds[i] = Math.max(seconds[i], seconds[i - 1]);
        }
        return new TargetSequence(userId, itemIds, seconds, weights);
    }

    /** Where the sample's target stands right after the sample's newest event; -1 if nowhere. */
    private static int place(TrainingSample sample, List<HistoryEvent> events) {
        HistoryEvent next = next(sample);
        HistoryEvent before = sample.history().get(sample.history().size() - 1);
        for (int i = events.size() - 1; i > 0; i--) {
            if (events.get(i).equals(next) && events.get(i - 1).equals(before)) {
                return i;
            }
        }
        return -1;
    }

    private static HistoryEvent next(TrainingSample sample) {
        HistoryEvent next = sample.next();
        if (next == null) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "The sample (%s) of a sequence must have a next event.%nMaybe filter"
                                    + " with hasTarget.",
                            sample.sampleId()));
        }
        return next;
    }
}
