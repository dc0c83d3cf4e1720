package io.riffle.lab.simulate;

/**
 * Who clicks next: a binary heap of all users by the time of their next click; equal times in the
 * order of user numbers. Only the first user's time changes, and only to later.
 */
final class ClickQueue {
    private final long[] times;
    private final int[] heap;

    /**
     * @param times first click of each user, epoch ms; kept, not copied
     */
    ClickQueue(long[] times) {
        this.times = times;
        heap = new int[times.length];
        for (int u = 0; u < heap.length; u++) {
            heap[u] = u;
        }
        for (int at = heap.length / 2 - 1; at >= 0; at--) {
            sink(at);
        }
    }

    int user() {
        return heap[0];
    }

    long time() {
        return times[heap[0]];
    }

    long time(int user) {
        return times[user];
    }

    void postpone(long time) {
        times[heap[0]] = time;
        sink(0);
    }

    private void sink(int from) {
        int at = from;
        int user = heap[at];
        while (true) {
            int child = 2 * at + 1;
            if (child >= heap.length) {
                break;
            }
            if (child + 1 < heap.length && before(heap[child + 1], heap[child])) {
                child++;
            }
            if (!before(heap[child], user)) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = user;
    }

    private boolean before(int a, int b) {
        return times[a] != times[b] ? times[a] < times[b] : a < b;
    }
}
