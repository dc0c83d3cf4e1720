package io.riffle.training.testing;

import io.riffle.training.dataset.Interactions;
import io.riffle.training.dataset.InteractionsBuilder;
import java.util.SplittableRandom;

/** Small made-up interactions whose next item mostly follows from the last. */
public final class Worlds {
    private Worlds() {}

    /** Every user walks through items in steps of one, with some jumps. */
    public static Interactions walks(int users, int items, int longest, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        InteractionsBuilder builder = new InteractionsBuilder();
        for (int u = 0; u < users; u++) {
            int item = random.nextInt(items);
            long time = 978_300_000L + random.nextInt(1_000_000);
            int length = 3 + random.nextInt(longest - 2);
            for (int i = 0; i < length; i++) {
                builder.add("u" + u, "i" + item, time);
                item = random.nextInt(10) == 0 ? random.nextInt(items) : (item + 1) % items;
                time += random.nextInt(3) * 100L;
            }
        }
        return builder.build();
    }
}
