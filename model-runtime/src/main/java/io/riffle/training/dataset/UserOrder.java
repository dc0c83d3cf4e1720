package io.riffle.training.dataset;

/**
 * Events user by user, in time order, equal times in the order they were added.
 *
 * @param offsets events of user u are {@code [offsets[u], offsets[u + 1])}
 * @param ordinals which of the events added lies at each place
 */
record UserOrder(int[] offsets, int[] ordinals) {

    /**
     * Sorts events.
     *
     * @param users number of users
     * @param userOf user of each event, as added
     * @param seconds its time
     * @param size how many of these there are; the arrays may be longer
     */
    static UserOrder of(int users, int[] userOf, long[] seconds, int size) {
        int[] offsets = new int[users + 1];
        for (int i = 0; i < size; i++) {
            offsets[userOf[i] + 1]++;
        }
        for (int u = 0; u < users; u++) {
            offsets[u + 1] += offsets[u];
        }
        int[] next = offsets.clone();
        int[] ordinals = new int[size];
        for (int i = 0; i < size; i++) {
            ordinals[next[userOf[i]]++] = i;
        }
        long[] times = new long[size];
        for (int i = 0; i < size; i++) {
            times[i] = seconds[ordinals[i]];
        }
        for (int u = 0; u < users; u++) {
            sort(offsets[u], offsets[u + 1], ordinals, times);
        }
        return new UserOrder(offsets, ordinals);
    }

    private static void sort(int begin, int end, int[] ordinals, long[] times) {
        int[] order = StableOrder.of(times, begin, end);
        int[] sorted = new int[end - begin];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = ordinals[begin + order[i]];
        }
        System.arraycopy(sorted, 0, ordinals, begin, sorted.length);
    }
}
