package io.riffle.training.stream;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.IntPredicate;

/**
 * When the items of a table's rows were met last, counted in meetings.
 *
 * <p><b>State</b>: one number a row, from row 1 on; owned by one thread.
 */
final class RowsByAge {
    private final List<Long> met = new ArrayList<>();
    private long clock;

    /** The item of a row is met; a row that is one beyond the last is new. */
    void meet(int row) {
        clock++;
        if (row > met.size()) {
            met.add(clock);
        } else {
            met.set(row - 1, clock);
        }
    }

    /**
     * The rows that were met least recently, among those that may be taken.
     *
     * @param most rows wanted
     * @return row numbers, rising
     */
    int[] oldest(IntPredicate free, int most) {
        Comparator<Integer> byAge =
                Comparator.<Integer>comparingLong(row -> met.get(row - 1))
                        .thenComparing(Comparator.naturalOrder());
        PriorityQueue<Integer> kept = new PriorityQueue<>(byAge.reversed());
        for (int row = 1; row <= met.size(); row++) {
            if (free.test(row)) {
                kept.add(row);
                if (kept.size() > most) {
                    kept.remove();
                }
            }
        }
        return kept.stream().mapToInt(Integer::intValue).sorted().toArray();
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(clock);
        for (long time : met) {
            out.writeLong(time);
        }
    }

    /** Takes over the times of so many rows. */
    void read(DataInput in, int rows) throws IOException {
        clear();
        clock = in.readLong();
        for (int i = 0; i < rows; i++) {
            met.add(in.readLong());
        }
    }

    void clear() {
        met.clear();
    }
}
