package io.riffle.training.evaluator;

import io.riffle.model.candidates.ItemRows;
import io.riffle.model.candidates.ItemTable;
import io.riffle.model.candidates.ProfileColumn;
import io.riffle.model.candidates.RerankColumns;
import io.riffle.model.psad.PsadConfig;
import io.riffle.training.distillation.RerankerOptions;
import io.riffle.training.lists.ListSample;
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
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Cost of judging and searching, a list: slate 10, width 32, one thread. The pass of the network is
 * shared by all orders of a list; searches begin after it.
 *
 * <p>Run: {@code ./mvnw -q -Pbench -Dquick package}, then {@code java -cp 'deploy/cli/target/lib/*'
 * org.openjdk.jmh.Main EvaluatorBenchmark}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 8, time = 1)
@Fork(1)
public class EvaluatorBenchmark {
    private static final int LISTS = 32;
    private static final int ITEMS = 600;

    @Param({"20", "50"})
    public int candidates;

    private SlateEvaluator evaluator;
    private List<ListSample> lists;
    private List<SlateValue> values;
    private final List<float[]> scores = new ArrayList<>();

    @Setup
    public void load() {
        List<String> categories = new ArrayList<>();
        for (int c = 0; c < 12; c++) {
            categories.add("c" + c);
        }
        RerankColumns columns =
                new RerankColumns(
                        ItemRows.OWN,
                        16,
                        categories,
                        3,
                        8,
                        List.of(new ProfileColumn("group", List.of("g0", "g1"))),
                        8,
                        List.of(),
                        20);
        ItemTable.Builder table = ItemTable.builder(columns);
        for (int i = 0; i < ITEMS; i++) {
            table.add("i" + i, List.of("c" + i % 12), 0, 1_000_000);
        }
        evaluator =
                new SlateEvaluator(
                        PsadConfig.of(32, 2, 1, 10, columns),
                        table.build(),
                        new float[0],
                        RerankerOptions.defaults(1));
        SplittableRandom random = new SplittableRandom(1);
        lists = new ArrayList<>();
        for (int n = 0; n < LISTS; n++) {
            lists.add(list(n, random));
        }
        evaluator.fit(lists, 5); // pairs of items count for something
        values = evaluator.values(lists);
    }

    @TearDown
    public void free() {
        evaluator.close();
    }

    @Benchmark
    @OperationsPerInvocation(LISTS)
    public List<SlateValue> pass() {
        return evaluator.values(lists);
    }

    @Benchmark
    @OperationsPerInvocation(LISTS)
    public int localSearch() {
        int sum = 0;
        for (int n = 0; n < LISTS; n++) {
            sum += SlateSearch.improved(values.get(n), new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})[0];
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(LISTS)
    public int bestOf32() {
        int sum = 0;
        for (int n = 0; n < LISTS; n++) {
            sum +=
                    SlateSearch.bestOf(
                            values.get(n), scores.get(n), 32, .5, new SplittableRandom(1))[0];
        }
        return sum;
    }

    private ListSample list(int n, SplittableRandom random) {
        String[] items = new String[candidates];
        float[] first = new float[candidates];
        float[] labels = new float[candidates];
        int at = random.nextInt(ITEMS);
        for (int i = 0; i < candidates; i++) {
            items[i] = "i" + (at + 7 * i) % ITEMS;
            first[i] = 1 - .01f * i;
            labels[i] = random.nextInt(6) == 0 ? 1 : 0;
        }
        scores.add(first);
        return new ListSample(
                "l" + n,
                "u" + n,
                2_000_000,
                Map.of("group", "g" + n % 2),
                new String[] {items[0]},
                new long[] {1_900_000},
                items,
                first,
                new float[0][],
                labels,
                new int[0],
                new float[0]);
    }
}
