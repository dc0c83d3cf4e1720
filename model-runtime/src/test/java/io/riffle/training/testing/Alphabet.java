package io.riffle.training.testing;

import io.riffle.schema.TrainingSample;
import io.riffle.training.online.OnlineTrainer;

/** Users who walk along the alphabet: what follows is always the next letter. */
public final class Alphabet {

    private static final String LETTERS = "abcdefghij";

    private Alphabet() {}

    /** The sample of one step of a walk. */
    public static TrainingSample sample(int i) {
        int start = i % 7;
        int length = 2 + i / 7 % 3;
        return Samples.of("user" + i, LETTERS.substring(start, Math.min(10, start + length)));
    }

    /** Gives a trainer samples, and lets it learn whenever it would. */
    public static void feed(OnlineTrainer trainer, int from, int to, long received) {
        for (int i = from; i < to; i++) {
            trainer.offer(sample(i), received);
            if (trainer.waitMs() == 0) {
                trainer.learn();
            }
        }
    }
}
