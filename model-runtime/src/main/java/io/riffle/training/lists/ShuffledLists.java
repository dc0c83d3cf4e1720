package io.riffle.training.lists;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;

/** Passes over lists in batches, each pass in another order; the same seed, the same orders. */
public final class ShuffledLists {
    private final List<ListSample> lists;
    private final int batch;
    private final long seed;

    /** Lists to be learned, so many at once. */
    public ShuffledLists(List<ListSample> lists, int batch, long seed) {
        this.lists = lists;
        this.batch = batch;
        this.seed = seed;
    }

    /**
     * Passes over the lists.
     *
     * @param learn learns a batch; its loss
     * @param goesOn asked after each pass, numbered from 1, whether there is another one
     * @return mean loss of the last pass; 0 without any
     */
    public double learn(int passes, ToDoubleFunction<List<ListSample>> learn, IntPredicate goesOn) {
        double mean = 0;
        for (int pass = 0; pass < passes; pass++) {
            List<ListSample> shuffled = new ArrayList<>(lists);
            Collections.shuffle(shuffled, new Random(seed * 31 + pass));
            double sum = 0;
            int batches = 0;
            for (int from = 0; from < shuffled.size(); from += batch) {
                int to = Math.min(from + batch, shuffled.size());
                sum += learn.applyAsDouble(shuffled.subList(from, to));
                batches++;
            }
            mean = batches == 0 ? 0 : sum / batches;
            if (!goesOn.test(pass + 1)) {
                return mean;
            }
        }
        return mean;
    }
}
