package io.riffle.gateway.live;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.Arrays;

/**
 * How long answers took, in buckets.
 *
 * <p><b>Units</b>: ms.
 */
final class Latencies {

    /** Upper bounds, included; longer ones are in one more bucket. */
    private static final int[] BOUNDS = {
        1, 2, 3, 4, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1_000, 2_000, 5_000,
        10_000
    };

    static final int BUCKETS = BOUNDS.length + 1;

    private Latencies() {}

    static int bucket(long latency) {
        int bucket = 0;
        while (bucket < BOUNDS.length && latency > BOUNDS[bucket]) {
            bucket++;
        }
        return bucket;
    }

    /**
     * A latency that a share of the answers is within, interpolated in its bucket.
     *
     * @param counts by bucket, at least one
     */
    static double quantile(int[] counts, double share) {
        double left = share * Arrays.stream(counts).sum();
        for (int i = 0; i < BOUNDS.length; i++) {
            if (left <= counts[i] && counts[i] > 0) {
                double low = i == 0 ? 0 : BOUNDS[i - 1];
                return low + (BOUNDS[i] - low) * left / counts[i];
            }
            left -= counts[i];
        }
        return BOUNDS[BOUNDS.length - 1];
    }

    /** The buckets with their bounds, null where there is none. */
    static JsonArray histogram(int[] counts) {
        JsonArray all = new JsonArray();
        for (int i = 0; i < counts.length; i++) {
            JsonObject one = new JsonObject();
            if (i < BOUNDS.length) {
                one.addProperty("le", BOUNDS[i]);
            } else {
                one.add("le", JsonNull.INSTANCE);
            }
            one.addProperty("count", counts[i]);
            all.add(one);
        }
        return all;
    }
}
