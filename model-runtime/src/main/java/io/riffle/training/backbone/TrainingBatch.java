package io.riffle.training.backbone;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Sequences of about one length and what their positions shall predict.
 *
 * <p>What a position mixes of earlier ones is settled when it is served: their time of the next
 * event is known. Context is therefore always asked with it, and where a position that is asked
 * otherwise lies before another one, the pass must run in two streams.
 *
 * <p><b>Shapes</b>: B sequences, N positions of the longest, P positions that learn.
 *
 * @param rows item rows of each sequence, [B][n]
 * @param seconds their times, [B][n]
 * @param queries the time each position is asked with, [B][n]
 * @param positions flat index b·N+i of the positions that learn, [P]
 * @param targets item row each of them shall predict, [P]
 * @param weights by what the loss of each of them is multiplied, below 0 for what is not wanted,
 *     [P]
 * @param twoStreams whether earlier positions must be settled beside those that are asked
 */
public record TrainingBatch(
        int[][] rows,
        long[][] seconds,
        long[][] queries,
        long[] positions,
        long[] targets,
        float[] weights,
        boolean twoStreams) {

    /** Lays sequences side by side, padded to the longest. */
    public static TrainingBatch of(
            List<TrainingSequence> sequences, QueryTime queryTime, SplittableRandom random) {
        int users = sequences.size();
        int[][] rows = new int[users][];
        long[][] seconds = new long[users][];
        long[][] queries = new long[users][];
        int longest = 0;
        int learning = 0;
        boolean twoStreams = false;
        for (int b = 0; b < users; b++) {
            TrainingSequence sequence = sequences.get(b);
            int n = sequence.length();
            longest = Math.max(longest, n);
            learning += sequence.learning();
            rows[b] = Arrays.copyOf(sequence.rows(), n);
            seconds[b] = Arrays.copyOf(sequence.seconds(), n);
            queries[b] = new long[n];
            for (int i = 0; i < n; i++) {
                boolean own =
                        i >= sequence.learnFrom()
                                && switch (queryTime) {
                                    case NEXT -> false;
                                    case OWN -> true;
                                    case MIXED -> random.nextBoolean();
                                };
                queries[b][i] = sequence.seconds()[own ? i : i + 1];
                twoStreams |= own && i < n - 1;
            }
        }
        long[] positions = new long[learning];
        long[] targets = new long[learning];
        float[] weights = new float[learning];
        int at = 0;
        for (int b = 0; b < users; b++) {
            TrainingSequence sequence = sequences.get(b);
            for (int i = sequence.learnFrom(); i < sequence.length(); i++) {
                positions[at] = (long) b * longest + i;
                targets[at] = sequence.rows()[i + 1];
                weights[at++] = sequence.weights()[i + 1];
            }
        }
        return new TrainingBatch(rows, seconds, queries, positions, targets, weights, twoStreams);
    }

    /** Positions of the pass, padding included. */
    public long padded() {
        long longest = 0;
        for (int[] row : rows) {
            longest = Math.max(longest, row.length);
        }
        return rows.length * longest;
    }
}
