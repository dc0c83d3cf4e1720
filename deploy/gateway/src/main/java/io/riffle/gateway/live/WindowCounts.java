package io.riffle.gateway.live;

import java.util.Arrays;

/** Counts by bucket within the last whole seconds. Not for two threads. */
final class WindowCounts {

    private final int[][] seconds;
    private final int window;
    private final int buckets;
    private long now = Long.MIN_VALUE;
    private long first = Long.MAX_VALUE;

    /**
     * No counts.
     *
     * @param window whole seconds; the running one, which is not over, is never counted in
     */
    WindowCounts(int window, int buckets) {
        this.window = window;
        this.buckets = buckets;
        seconds = new int[window + 1][buckets];
    }

    void add(long second, int bucket) {
        move(second);
        first = Math.min(first, now);
        seconds[(int) (now % seconds.length)][bucket]++;
    }

    /** Of each bucket. */
    int[] sums(long second) {
        move(second);
        int[] sums = new int[buckets];
        for (long s = Math.max(0, now - window); s < now; s++) {
            int[] one = seconds[(int) (s % seconds.length)];
            for (int i = 0; i < buckets; i++) {
                sums[i] += one[i];
            }
        }
        return sums;
    }

    /** All together, as the mean of a second. */
    double perSecond(long second) {
        int sum = Arrays.stream(sums(second)).sum();
        long whole = Math.min(window, now - Math.min(first, now));
        return whole == 0 ? 0 : (double) sum / whole;
    }

    /** Empties the seconds that have begun since. */
    private void move(long second) {
        long later = Math.max(now, second);
        long from = now == Long.MIN_VALUE ? later - window : now + 1;
        for (long s = Math.max(0, Math.max(from, later - window)); s <= later; s++) {
            Arrays.fill(seconds[(int) (s % seconds.length)], 0);
        }
        now = later;
    }
}
