package io.riffle.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Learns the stretches of a stream one after the other: new events once, with what came before them
 * as context, mixed with windows of older ones.
 *
 * <p><b>State</b>: the trainer's weights, and the draws of windows and of the order of steps.
 */
final class StreamLearner {
    private final ScoredStream stream;
    private final Interactions interactions;
    private final BackboneTrainer trainer;
    private final ReplaySettings replay;
    private final NewItems newItems;
    private final SplittableRandom random = new SplittableRandom(17);
    private double owed;

    StreamLearner(ScoredStream stream, BackboneTrainer trainer, ReplaySettings replay) {
        this.stream = stream;
        this.interactions = stream.interactions();
        this.trainer = trainer;
        this.replay = replay;
        this.newItems = new NewItems(trainer);
    }

    /**
     * Learns a stretch.
     *
     * @param users per user of the stretch: index, first and one past the last new event
     * @param from its first event in time order
     * @param to one past its last event in time order
     */
    void learn(List<int[]> users, int from, int to) {
        newItems.admit(interactions, stream.order(), to);
        List<TrainingSequence> sequences = new ArrayList<>();
        for (int[] user : users) {
            newTargets(interactions, user, trainer.scorer().maxHistory(), sequences);
        }
        owed += (to - from) * replay.ratio();
        while (owed >= 1) {
            owed -= keep(to, sequences);
        }
        sequences.sort(Comparator.comparingInt(TrainingSequence::length));
        List<List<TrainingSequence>> steps =
                Batches.of(sequences, TrainingSequence::length, trainer.batchPositions());
        for (int i = steps.size() - 1; i >= 0; i--) {
            int drawn = random.nextInt(i + 1);
            List<TrainingSequence> step = steps.set(drawn, steps.get(i));
            trainer.learn(step, trainer.steps());
        }
    }

    /** Adds the window that ends at an event drawn from the newest ones; its size. */
    private int keep(int to, List<TrainingSequence> sequences) {
        int oldest = Math.max(0, to - replay.horizon());
        int newest = stream.order()[oldest + random.nextInt(to - oldest)];
        int begin = interactions.begin(interactions.userOf(newest));
        if (newest == begin) {
            return 1;
        }
        int from = Math.max(begin, newest - trainer.scorer().maxHistory());
        TrainingSequence kept = sequence(interactions, from, newest + 1, 0);
        sequences.add(kept);
        return kept.learning();
    }

    /** Cuts a user's new events into sequences whose new targets learn. */
    static void newTargets(
            Interactions interactions, int[] user, int longest, List<TrainingSequence> sequences) {
        int begin = interactions.begin(user[0]);
        int end = user[2];
        while (end > Math.max(user[1], begin + 1)) {
            int from = Math.max(begin, end - longest - 1);
            int learnFrom = Math.max(0, user[1] - from - 1);
            sequences.add(sequence(interactions, from, end, learnFrom));
            end = from + 1;
        }
    }

    private static TrainingSequence sequence(
            Interactions interactions, int from, int to, int learnFrom) {
        int[] rows = new int[to - from];
        long[] seconds = new long[rows.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = interactions.row(from + i);
            seconds[i] = interactions.seconds(from + i);
        }
        return new TrainingSequence(rows, seconds, learnFrom);
    }
}
