package io.riffle.training.pretraining;

import io.riffle.training.backbone.TrainingBatch;
import io.riffle.training.backbone.TrainingOptions;
import io.riffle.training.backbone.TrainingSequence;
import io.riffle.training.dataset.Interactions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The batches of one epoch: windows of each history, windows of about one length together, batches
 * in random order. A function of interactions, options and (seed, epoch) alone.
 */
final class BatchPlan {
    /** Windows are shuffled among those this share longer or shorter. */
    private static final double LENGTH_NOISE = 0.1;

    /** Events [begin, end): all but the last are input, all but the first are targets. */
    private record Window(int begin, int end) {
        int positions() {
            return end - begin - 1;
        }
    }

    private final Interactions interactions;
    private final TrainingOptions options;
    private final SplittableRandom random;
    private final List<Window> windows = new ArrayList<>();
    private final List<List<Window>> batches = new ArrayList<>();

    /**
     * Plans an epoch.
     *
     * @param heldOut newest events of each user that are never seen
     * @param longest most positions of a window
     */
    BatchPlan(
            Interactions interactions,
            int heldOut,
            int longest,
            TrainingOptions options,
            int epoch) {
        this.interactions = interactions;
        this.options = options;
        this.random = new SplittableRandom(options.seed() * 1_000_003 + epoch);
        for (int u = 0; u < interactions.users(); u++) {
            cut(interactions.begin(u), interactions.end(u) - heldOut, longest);
        }
        group();
        shuffle();
    }

    int size() {
        return batches.size();
    }

    TrainingBatch batch(int index) {
        List<TrainingSequence> sequences = new ArrayList<>();
        for (Window window : batches.get(index)) {
            int[] rows = new int[window.end - window.begin];
            long[] seconds = new long[rows.length];
            float[] weights = new float[rows.length];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = interactions.row(window.begin + i);
                seconds[i] = interactions.seconds(window.begin + i);
                weights[i] = interactions.weight(window.begin + i);
            }
            sequences.add(new TrainingSequence(rows, seconds, 0, weights));
        }
        return TrainingBatch.of(sequences, options.queryTime(), random);
    }

    private void cut(int begin, int end, int longest) {
        int slack = end - begin - 1 - longest;
        if (end - begin < 2) {
            return;
        }
        if (slack <= 0) {
            windows.add(new Window(begin, end));
            return;
        }
        switch (options.windows()) {
            case LAST -> windows.add(new Window(begin + slack, end));
            case RANDOM -> {
                int from = begin + random.nextInt(slack + 1);
                windows.add(new Window(from, from + longest + 1));
            }
            case ALL -> {
                windows.add(new Window(begin + slack, end));
                int to = end - random.nextInt(Math.min(longest, slack));
                while (to - begin >= 2) {
                    int from = Math.max(begin, to - longest - 1);
                    if (to < end) {
                        windows.add(new Window(from, to));
                    }
                    to = from + 1;
                }
            }
        }
    }

    private void group() {
        double[] keys = new double[windows.size()];
        for (int i = 0; i < keys.length; i++) {
            double noise = LENGTH_NOISE * (random.nextDouble() - 0.5);
            keys[i] = windows.get(i).positions() * (1 + noise);
        }
        Integer[] byLength = new Integer[keys.length];
        Arrays.setAll(byLength, i -> i);
        Arrays.sort(byLength, (a, b) -> Double.compare(keys[a], keys[b]));
        List<Window> batch = new ArrayList<>();
        long longest = 0;
        for (int index : byLength) {
            Window window = windows.get(index);
            longest = Math.max(longest, window.positions());
            if (!batch.isEmpty() && longest * (batch.size() + 1) > options.batchPositions()) {
                batches.add(batch);
                batch = new ArrayList<>();
                longest = window.positions();
            }
            batch.add(window);
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
    }

    private void shuffle() {
        for (int i = batches.size() - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            List<Window> swap = batches.get(i);
            batches.set(i, batches.get(j));
            batches.set(j, swap);
        }
    }
}
