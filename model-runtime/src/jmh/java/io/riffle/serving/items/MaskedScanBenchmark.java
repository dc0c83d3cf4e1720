package io.riffle.serving.items;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.riffle.artifact.Vocabulary;
import io.riffle.model.engine.TensorRuntime;
import io.riffle.model.fuxi.FuxiBeta;
import io.riffle.model.fuxi.FuxiConfig;
import io.riffle.model.fuxi.TimeFunction;
import io.riffle.schema.Candidate;
import io.riffle.schema.Item;
import io.riffle.schema.condition.ConditionText;
import io.riffle.serving.conditions.CatalogueFeed;
import io.riffle.serving.conditions.CatalogueIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
 * Cost of proposing 50 items to each query of a bundle under a condition that a share of the items
 * satisfies, D = 64, one thread: the condition is answered, its rows are looked up, then scan and
 * selection. Divide by {@code where = all}, which asks for nothing.
 *
 * <p>Run: {@code ./mvnw -q -Pbench -Dquick package}, then {@code java -cp 'deploy/cli/target/lib/*'
 * org.openjdk.jmh.Main MaskedScanBenchmark}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MaskedScanBenchmark {
    @Param({"100000", "1000000"})
    public int items;

    @Param({"1", "32"})
    public int queries;

    /** Conditions that all, nine in ten, half, a tenth, a thousandth, none of the items satisfy. */
    @Param({"all", "share < 900", "share < 500", "share < 100", "share < 1", "share < 0"})
    public String where;

    private NDManager manager;
    private ItemIndex index;
    private CatalogueIndex catalogue;
    private NDArray users;
    private int[] excluded;

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
        manager = TensorRuntime.open("cpu").newManager();
        catalogue = new CatalogueIndex(List.of("share"));
        CatalogueFeed feed = catalogue.feed();
        SplittableRandom random = new SplittableRandom(7);
        List<String> ids = new ArrayList<>(items);
        for (int row = 1; row <= items; row++) {
            ids.add("item-" + row);
            Map<String, String> share = Map.of("share", Integer.toString(random.nextInt(1000)));
            feed.list(new Item("item-" + row, "", List.of(), 0, share));
        }
        FuxiBeta model = new FuxiBeta(config, FuxiBeta.initialise(config, 1), manager);
        index = new ItemIndex(model, Vocabulary.of(ids), manager);
        users = manager.randomNormal(new Shape(queries, 64));
        excluded = random.ints(200, 1, items + 1).toArray();
    }

    @TearDown
    public void close() {
        manager.close();
    }

    @Benchmark
    public List<List<Candidate>> propose() throws Exception {
        List<Wanted> wanted = new ArrayList<>(queries);
        for (int query = 0; query < queries; query++) {
            RowMask mask =
                    where.equals("all")
                            ? null
                            : index.mask(catalogue.select(ConditionText.parse(where), 1));
            wanted.add(new Wanted(excluded, 50, mask));
        }
        return index.propose(users, wanted);
    }
}
