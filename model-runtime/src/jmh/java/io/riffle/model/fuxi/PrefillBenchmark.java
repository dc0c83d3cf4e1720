package io.riffle.model.fuxi;

import io.riffle.model.engine.TensorRuntime;
import ai.djl.ndarray.NDManager;
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
 * Cost of encoding whole windows, D = 64, 4 layers, F = 256, one thread, over history and users of
 * a pass: what a click costs without the cache. Divide by the users.
 *
 * <p>Run: {@code ./mvnw -q -Pbench -Dquick package}, then {@code java -cp 'deploy/cli/target/lib/*'
 * org.openjdk.jmh.Main PrefillBenchmark}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PrefillBenchmark {
    @Param("cpu")
    public String device;

    @Param({"50", "200", "1000"})
    public int history;

    @Param({"1", "4", "16", "32", "128"})
    public int users;

    private NDManager manager;
    private FuxiBeta model;
    private int[][] items;
    private long[][] seconds;

    @Setup
    public void load() {
        FuxiConfig config =
                new FuxiConfig(
                        3_701,
                        64,
                        1,
                        64,
                        4,
                        256,
                        history,
                        history + 11,
                        TimeFunction.POW,
                        1e-6f,
                        1e-6f,
                        0.05f);
        manager = TensorRuntime.open(device).newManager();
        model = new FuxiBeta(config, FuxiBeta.initialise(config, 1), manager);
        SplittableRandom random = new SplittableRandom(7);
        items = new int[users][history];
        seconds = new long[users][history + 1];
        for (int user = 0; user < users; user++) {
            Arrays.setAll(items[user], i -> 1 + random.nextInt(3_700));
            Arrays.setAll(seconds[user], i -> 978_300_000L + 5_000L * i);
        }
    }

    @TearDown
    public void close() {
        manager.close();
    }

    @Benchmark
    public float[] encode() {
        try (NDManager scratch = manager.newSubManager()) {
            return model.encodeLast(scratch, items, seconds).toFloatArray();
        }
    }
}
