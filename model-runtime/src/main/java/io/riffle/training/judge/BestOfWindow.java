package io.riffle.training.judge;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The best of a value over the last day, or another window, kept in as many parts as a day has
 * hours: a value fades within a part of the window after its time.
 *
 * <p><b>Units</b>: ms. <b>State</b>: owned by one thread.
 */
final class BestOfWindow {
    private static final int PARTS = 24;

    private final long partMs;
    private final double[] best = new double[PARTS];
    private final long[] part = new long[PARTS];

    /**
     * @param windowMs 0 = nothing is kept
     */
    BestOfWindow(long windowMs) {
        this.partMs = windowMs == 0 ? 0 : Math.max(1, windowMs / PARTS);
        Arrays.fill(part, Long.MIN_VALUE);
    }

    void add(double value, long now) {
        if (partMs > 0) {
            long number = Math.floorDiv(now, partMs);
            int at = Math.floorMod(number, PARTS);
            best[at] = part[at] == number ? Math.max(best[at], value) : value;
            part[at] = number;
        }
    }

    /** The best of the window that ends now; negative infinity when there is none. */
    double best(long now) {
        double most = Double.NEGATIVE_INFINITY;
        for (int at = 0; at < PARTS && partMs > 0; at++) {
            boolean within = part[at] > Math.floorDiv(now, partMs) - PARTS;
            most = within ? Math.max(most, best[at]) : most;
        }
        return most;
    }

    void write(DataOutput out) throws IOException {
        for (int at = 0; at < PARTS; at++) {
            out.writeDouble(best[at]);
            out.writeLong(part[at] == Long.MIN_VALUE ? part[at] : part[at] * partMs);
        }
    }

    /** Reads what another one wrote, of whatever window. */
    void read(DataInput in) throws IOException {
        Arrays.fill(part, Long.MIN_VALUE);
        for (int n = 0; n < PARTS; n++) {
            double value = in.readDouble();
            long time = in.readLong();
            if (time != Long.MIN_VALUE) {
                add(value, time);
            }
        }
    }
}
