package io.riffle.model.sources;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** When items were clicked first and last, and how often. */
final class ItemActivity {
    private long[] first = new long[0];
    private long[] last = new long[0];
    private int[] clicks = new int[0];

    void grow(int rows) {
        if (first.length < rows) {
            int longer = Math.max(rows, first.length + (first.length >> 1));
            first = Arrays.copyOf(first, longer);
            last = Arrays.copyOf(last, longer);
            clicks = Arrays.copyOf(clicks, longer);
        }
    }

    void learn(int row, long now) {
        if (clicks[row] == 0) {
            first[row] = now;
        }
        last[row] = Math.max(last[row], now);
        clicks[row]++;
    }

    void forget(int row) {
        if (row < clicks.length) {
            first[row] = 0;
            last[row] = 0;
            clicks[row] = 0;
        }
    }

    /** Seconds since 1970 of the first clicks, as far as a table of whole numbers goes. */
    int[] firstTimes(int rows) {
        return times(first, rows);
    }

    int[] lastTimes(int rows) {
        return times(last, rows);
    }

    /** Clicks on all items. */
    long total() {
        return Arrays.stream(clicks).asLongStream().sum();
    }

    /** When any was clicked last; 0 = never. */
    long newest() {
        return Arrays.stream(last).max().orElse(0);
    }

    int[] clicks(int[] into) {
        System.arraycopy(clicks, 0, into, 0, Math.min(clicks.length, into.length));
        return into;
    }

    void read(int[] firstTimes, int[] lastTimes, int[] counted) {
        grow(counted.length);
        for (int row = 0; row < counted.length; row++) {
            first[row] = Integer.toUnsignedLong(firstTimes[row]);
            last[row] = Integer.toUnsignedLong(lastTimes[row]);
            clicks[row] = counted[row];
        }
    }

    void write(DataOutput out, int rows) throws IOException {
        for (int row = 1; row < rows; row++) {
            out.writeLong(first[row]);
            out.writeLong(last[row]);
            out.writeInt(clicks[row]);
        }
    }

    void read(DataInput in, int rows) throws IOException {
        grow(rows);
        for (int row = 1; row < rows; row++) {
            first[row] = in.readLong();
            last[row] = in.readLong();
            clicks[row] = in.readInt();
        }
    }

    private static int[] times(long[] times, int rows) {
        int[] seconds = new int[rows];
        for (int row = 0; row < Math.min(rows, times.length); row++) {
            seconds[row] = (int) Math.min(0xFFFFFFFFL, Math.max(0, times[row]));
        }
        return seconds;
    }

    /** Hours since the first click. */
    float age(int row, long now) {
        return Math.max(0, now - first[row]) / 3600f;
    }

    /** Hours since the newest click. */
    float silence(int row, long now) {
        return Math.max(0, now - last[row]) / 3600f;
    }

    int clicks(int row) {
        return clicks[row];
    }
}
