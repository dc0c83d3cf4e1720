package io.riffle.model.fuxi;

import io.riffle.model.fuxi.Extension.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A user of a law, drawn.
 *
 * @param rows items of the events, oldest first
 * @param seconds their times
 */
record DrawnUser(int[] rows, long[] seconds) {
    static DrawnUser draw(Random random, int length, FuxiConfig config) {
        int[] rows = new int[length];
        long[] seconds = new long[length];
        long time = 978_300_000;
        for (int i = 0; i < length; i++) {
            rows[i] = 1 + random.nextInt(config.items() - 1);
            time += (long) Math.exp(14 * random.nextDouble()) - 1;
            seconds[i] = time;
        }
        return new DrawnUser(rows, seconds);
    }

    DrawnUser prefix(int n) {
        return new DrawnUser(Arrays.copyOf(rows, n), Arrays.copyOf(seconds, n));
    }

    long[] times(int n, long later) {
        long[] times = Arrays.copyOf(seconds, n + 1);
        times[n] = times[n - 1] + later;
        return times;
    }

    List<Row> settled(int from, int to) {
        List<Row> settled = new ArrayList<>();
        for (int i = from; i < to; i++) {
            settled.add(new Row(rows[i], i, seconds[i + 1], true));
        }
        return settled;
    }
}
