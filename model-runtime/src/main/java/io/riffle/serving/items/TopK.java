package io.riffle.serving.items;

import java.util.Arrays;

/**
 * The k best of many scores, without a full sort and without objects: a heap whose root is the
 * worst kept score, so that most scores cost one comparison.
 *
 * <p>Equal scores: the lower row is better. Rows must be offered in rising order.
 */
final class TopK {
    private final int k;
    private final float[] scores;
    private final int[] rows;
    private int size;

    TopK(int k) {
        this.k = k;
        this.scores = new float[k];
        this.rows = new int[k];
    }

    /**
     * Offers a block of scores.
     *
     * @param block score of row {@code firstRow}, of the next row, …
     * @param excluded rows that are not taken
     */
    void offer(float[] block, int length, int firstRow, RowMarks excluded) {
        int i = 0;
        for (; i < length && size < k; i++) {
            if (!excluded.marked(firstRow + i)) {
                push(block[i], firstRow + i);
            }
        }
        if (size < k) {
            return;
        }
        float worst = scores[0];
        for (; i < length; i++) {
            if (block[i] > worst && !excluded.marked(firstRow + i)) {
                scores[0] = block[i];
                rows[0] = firstRow + i;
                sink(0);
                worst = scores[0];
            }
        }
    }

    /**
     * As above, of rows of a mask only: what is not in it costs a look at 64 rows at once.
     *
     * @param mask rows that may be taken
     */
    void offer(float[] block, int length, int firstRow, RowMarks excluded, RowMask mask) {
        int end = firstRow + length;
        for (int word = firstRow >>> 6; word << 6 < end; word++) {
            long bits = mask.word(word);
            for (; bits != 0; bits &= bits - 1) {
                int row = (word << 6) + Long.numberOfTrailingZeros(bits);
                if (row < firstRow || row >= end) {
                    continue;
                }
                float score = block[row - firstRow];
                if ((size < k || score > scores[0]) && !excluded.marked(row)) {
                    take(score, row);
                }
            }
        }
    }

    private void take(float score, int row) {
        if (size < k) {
            push(score, row);
        } else {
            scores[0] = score;
            rows[0] = row;
            sink(0);
        }
    }

    int size() {
        return size;
    }

    /** How many it keeps at most. */
    int capacity() {
        return k;
    }

    /** The worst kept score; there must be one. */
    float worst() {
        return scores[0];
    }

    /** What is kept, in no order. */
    int[] rows() {
        return Arrays.copyOf(rows, size);
    }

    /** Takes everything out, best first. */
    void drain(int[] bestRows, float[] bestScores) {
        while (size > 0) {
            size--;
            bestRows[size] = rows[0];
            bestScores[size] = scores[0];
            rows[0] = rows[size];
            scores[0] = scores[size];
            sink(0);
        }
    }

    private void push(float score, int row) {
        int child = size++;
        scores[child] = score;
        rows[child] = row;
        while (child > 0) {
            int parent = (child - 1) >>> 1;
            if (!worse(child, parent)) {
                return;
            }
            swap(child, parent);
            child = parent;
        }
    }

    private void sink(int from) {
        int parent = from;
        while (true) {
            int child = 2 * parent + 1;
            if (child >= size) {
                return;
            }
            if (child + 1 < size && worse(child + 1, child)) {
                child++;
            }
            if (!worse(child, parent)) {
                return;
            }
            swap(child, parent);
            parent = child;
        }
    }

    private boolean worse(int left, int right) {
        return scores[left] < scores[right]
                || (scores[left] == scores[right] && rows[left] > rows[right]);
    }

    private void swap(int left, int right) {
        float score = scores[left];
        scores[left] = scores[right];
        scores[right] = score;
        int row = rows[left];
        rows[left] = rows[right];
        rows[right] = row;
    }
}
