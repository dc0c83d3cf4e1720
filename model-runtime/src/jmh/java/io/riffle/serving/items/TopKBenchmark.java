package io.riffle.serving.items;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.riffle.artifact.Vocabulary;
import io.riffle.model.fuxi.FuxiBeta;
import io.riffle.model.fuxi.FuxiConfig;
import io.riffle.model.engine.TensorRuntime;
import io.riffle.model.fuxi.TimeFunction;
import io.riffle.schema.Candidate;
import java.util.ArrayList;
import java.util.List;
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
 * Cost of proposing 50 items to each query of a bundle, D = 64, one thread: scores of the whole
 * catalogue, 200 exclusions a query, selection. Divide by the queries.
 *
 * <p>Run: {@code ./mvnw -q -Pbench -Dquick package}, then {@code java -cp 'deploy/cli/target/lib/*'
 * org.openjdk.jmh.Main TopKBenchmark}; add {@code -p items=1000000} for a million items.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TopKBenchmark {
    @Param("cpu")
    public String device;

    @Param({"3700", "100000", "1000000"})
    public int items;

    @Param({"1", "8", "32", "128"})
    public int queries;

    private NDManager manager;
    private ItemIndex index;
    private NDArray users;
    private int[][] excluded;

    @Setup
    public void load() {
        FuxiConfig config =
                new FuxiConfig(
                        items + 1,
                        64,
                        1,
                        64,
                        1,
                        64,
                        50,
                        61,
                        TimeFunction.POW,
                        1e-6f,
                        1e-6f,
                        0.05f);
        manager = TensorRuntime.open(device).newManager();
        List<String> ids = new ArrayList<>(items);
        for (int row = 1; row <= items; row++) {
            ids.add("item-" + row);
        }
        FuxiBeta model = new FuxiBeta(config, FuxiBeta.initialise(config, 1), manager);
        index = new ItemIndex(model, Vocabulary.of(ids), manager);
        users = manager.randomNormal(new Shape(queries, 64));
        SplittableRandom random = new SplittableRandom(7);
        excluded = new int[queries][200];
        for (int[] own : excluded) {
            for (int i = 0; i < own.length; i++) {
                own[i] = 1 + random.nextInt(items);
            }
        }
    }

    @TearDown
    public void close() {
        manager.close();
    }

    @Benchmark
    public List<List<Candidate>> propose() {
        return index.propose(users, excluded, 50);
    }
}
