package io.riffle.model.fuxi;

import io.riffle.model.engine.TensorRuntime;
import ai.djl.ndarray.NDManager;
import io.riffle.model.fuxi.Extension.Row;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Cost of a bundle of users, extend beside prefill: D = 64, 4 layers, F = 4 D, one thread. Extend
 * settles {@code rows} positions of every user and answers one query; prefill encodes the same
 * windows in full. Divide by the bundle for a user; the ratio of the two is what the cache saves.
 *
 * <p>Run: {@code ./mvnw -q -Pbench -Dquick package}, then {@code java -cp 'deploy/cli/target/lib/*'
 * org.openjdk.jmh.Main ExtendBenchmark}; add {@code -p history=200 -p bundle=32 -p rows=1} for one
 * click each, and {@code --add-modules=jdk.incubator.vector} before {@code -cp} for vector lanes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ExtendBenchmark {
    private static final int ITEMS = 3_701;
    private static final int SLOTS = 256;

    @Param("cpu")
    public String device;

    @Param({"50", "200", "1000"})
    public int history;

    @Param({"1", "8", "32", "128"})
    public int bundle;

    @Param({"1", "2", "4", "8"})
    public int rows;

    @Param("64")
    public int width;

    private NDManager manager;
    private FuxiBeta model;
    private LayerValues values;
    private int[][] items;
    private long[][] seconds;
    private int[] slots;
    private Extension extension;

    @Setup
    public void load() {
        FuxiConfig config =
                new FuxiConfig(
                        ITEMS,
                        width,
                        1,
                        width,
                        4,
                        4 * width,
                        history,
                        history + 11,
                        TimeFunction.POW,
                        1e-6f,
                        1e-6f,
                        0.05f);
        manager = TensorRuntime.open(device).newManager();
        model = new FuxiBeta(config, FuxiBeta.initialise(config, 1), manager);
        values = new LayerValues(config, SLOTS, manager);
        SplittableRandom random = new SplittableRandom(7);
        items = new int[bundle][history];
        seconds = new long[bundle][history + 1];
        slots = new int[bundle];
        Row[][] added = new Row[bundle][];
        for (int user = 0; user < bundle; user++) {
            long time = 978_300_000;
            for (int i = 0; i <= history; i++) {
                time += random.nextInt(10_000);
                seconds[user][i] = time;
            }
            Arrays.setAll(items[user], i -> 1 + random.nextInt(ITEMS - 1));
            slots[user] = user + 1;
            added[user] = rows(items[user], seconds[user]);
        }
        extension = new Extension(slots, added, seconds);
    }

    @TearDown
    public void close() {
        manager.close();
    }

    @Benchmark
    public float[] extend() {
        try (NDManager scratch = manager.newSubManager()) {
            return model.extend(scratch, extension, values).toFloatArray();
        }
    }

    @Benchmark
    public float[] prefill() {
        try (NDManager scratch = manager.newSubManager()) {
            return model.prefill(scratch, items, seconds, slots, values).toFloatArray();
        }
    }

    private Row[] rows(int[] own, long[] times) {
        Row[] added = new Row[rows + 1];
        for (int r = 0; r < rows; r++) {
            int position = history - 1 - rows + r;
            added[r] = new Row(own[position], position, times[position + 1], true);
        }
        added[rows] = new Row(own[history - 1], history - 1, times[history], false);
        return added;
    }
}
