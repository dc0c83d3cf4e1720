package io.riffle.training.dataset;

/**
 * The order that sorts times and keeps equal ones as they are: a bottom-up merge sort of indices.
 */
final class StableOrder {
    private StableOrder() {}

    /** Indices, relative to begin, of times[begin, end) from the oldest to the newest. */
    static int[] of(long[] times, int begin, int end) {
        int n = end - begin;
        int[] order = new int[n];
        boolean sorted = true;
        for (int i = 0; i < n; i++) {
            order[i] = i;
            sorted &= i == 0 || times[begin + i - 1] <= times[begin + i];
        }
        if (sorted) {
            return order;
        }
        int[] from = order;
        int[] to = new int[n];
        for (long width = 1; width < n; width *= 2) {
            for (long left = 0; left < n; left += 2 * width) {
                int middle = (int) Math.min(left + width, n);
                int right = (int) Math.min(left + 2 * width, n);
                merge(times, begin, from, (int) left, middle, right, to);
            }
            int[] swap = from;
            from = to;
            to = swap;
        }
        return from;
    }

    private static void merge(
            long[] times, int begin, int[] from, int left, int middle, int right, int[] to) {
        int a = left;
        int b = middle;
        for (int k = left; k < right; k++) {
            boolean takeLeft =
                    b >= right || (a < middle && times[begin + from[a]] <= times[begin + from[b]]);
            to[k] = takeLeft ? from[a++] : from[b++];
        }
    }
}
