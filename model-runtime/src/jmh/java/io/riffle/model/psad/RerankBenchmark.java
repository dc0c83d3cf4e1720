package io.riffle.model.psad;

import io.riffle.model.candidates.ItemRows;
import io.riffle.model.candidates.ItemTable;
import io.riffle.model.candidates.ProfileColumn;
import io.riffle.model.candidates.RerankArrays;
import io.riffle.model.candidates.RerankColumns;
import io.riffle.model.candidates.RerankRequest;
import io.riffle.model.engine.TensorRuntime;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
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
 * Cost of ordering a bundle: 50 candidates, slate 10, width 64, feed-forward 128, history of 20,
 * one thread. From plain Java lists to plain Java scores or slates; divide by the bundle for the
 * cost of a slate. The teacher's decoder caches the candidates' side, not its own slots.
 *
 * <p>Run: {@code ./mvnw -q -Pbench -Dquick package}, then {@code java -cp 'deploy/cli/target/lib/*'
 * org.openjdk.jmh.Main RerankBenchmark}; add {@code -p bundle=1} to compare student and teacher as
 * one user waits for them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 8, time = 1)
@Fork(1)
public class RerankBenchmark {
    private static final int ITEMS = 3_700;
    private static final int CANDIDATES = 50;
    private static final int SLATE = 10;

    @Param("cpu")
    public String device;

    @Param({"1", "32"})
    public int bundle;

    @Param({"1", "2"})
    public int layers;

    /** Whether what is placed before a candidate counts, and pairs of profile and category. */
    @Param({"true", "false"})
    public boolean context;

    private NDManager manager;
    private PsadConfig config;
    private ItemTable items;
    private PsadEncoder encoder;
    private PsadStudent student;
    private PairTerms pairs; // null when what is placed does not count
    private PsadTeacher teacher;
    private List<RerankRequest> requests;

    @Setup
    public void load() {
        manager = TensorRuntime.open(device).newManager();
        List<String> genres = new ArrayList<>();
        for (int c = 0; c < 18; c++) {
            genres.add("genre" + c);
        }
        RerankColumns columns =
                new RerankColumns(
                        ItemRows.BACKBONE,
                        64,
                        genres,
                        3,
                        8,
                        List.of(
                                new ProfileColumn("gender", List.of("F", "M")),
                                new ProfileColumn("age", List.of("1", "18", "25", "35", "45"))),
                        8,
                        List.of(),
                        20);
        config =
                PsadConfig.of(64, 4, layers, SLATE, columns)
                        .withListContext(context)
                        .withCrosses(context);
        SplittableRandom random = new SplittableRandom(1);
        ItemTable.Builder table = ItemTable.builder(columns);
        float[] rows = new float[ITEMS * 64];
        for (int i = 1; i < ITEMS; i++) {
            table.add("i" + i, List.of("genre" + i % 18, "genre" + i % 7), i, i);
        }
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) random.nextDouble() - .5f;
        }
        items = table.build();
        PsadWeights weights =
                PsadWeights.initialise(config, ITEMS, true, new float[0], manager, 1);
        encoder =
                new PsadEncoder(
                        config, weights, PsadWeights.backboneRows(rows, 64, manager));
        encoder.freeze(items, manager);
        student = new PsadStudent(config, weights);
        pairs = context ? new PairTerms(config, weights) : null;
        teacher = new PsadTeacher(config, weights);
        requests = new ArrayList<>();
        for (int b = 0; b < bundle; b++) {
            requests.add(request(random));
        }
    }

    @TearDown
    public void free() {
        manager.close();
    }

    @Benchmark
    public int student() {
        try (NDManager scratch = manager.newSubManager()) {
            PsadEncoder.Encoded lists = encode(scratch);
            float[] scores = student.scores(lists);
            SlateTerms[] terms = pairs == null ? null : pairs.plain(lists);
            int sum = 0;
            for (int b = 0; b < bundle; b++) {
                int from = b * CANDIDATES;
                sum +=
                        slate(
                                Arrays.copyOfRange(scores, from, from + CANDIDATES),
                                terms == null ? SlateTerms.NONE : terms[b]);
            }
            return sum;
        }
    }

    /** Reads a slate out; the sum of its candidates, so that nothing is left out. */
    private static int slate(float[] scores, SlateTerms terms) {
        SlateReadOut readOut = new SlateReadOut(scores, terms, SLATE);
        int sum = 0;
        for (int slot = 0; slot < SLATE; slot++) {
            int best = readOut.best();
            sum += best;
            readOut.place(best);
        }
        return sum;
    }

    @Benchmark
    public int[][] teacher1() {
        return taught(1);
    }

    @Benchmark
    public int[][] teacher2() {
        return taught(2);
    }

    @Benchmark
    public int[][] teacher5() {
        return taught(5);
    }

    @Benchmark
    public int[][] teacher10() {
        return taught(10);
    }

    private int[][] taught(int block) {
        try (NDManager scratch = manager.newSubManager()) {
            return new SlateDecoder(teacher).rollOut(
                    teacher.memory(encode(scratch)),
                    block,
                    new DecodingStrategy.Greedy(),
                    new SplittableRandom(1));
        }
    }

    private PsadEncoder.Encoded encode(NDManager scratch) {
        return encoder.encode(
                new RerankArrays(config.columns(), items, requests).tensors(scratch), 0);
    }

    private static RerankRequest request(SplittableRandom random) {
        int[] candidates = new int[CANDIDATES];
        float[] scores = new float[CANDIDATES];
        for (int i = 0; i < CANDIDATES; i++) {
            candidates[i] = 1 + random.nextInt(ITEMS - 1);
            scores[i] = 1 - .01f * i;
        }
        int[] history = new int[20];
        long[] seconds = new long[20];
        for (int n = 0; n < 20; n++) {
            history[n] = 1 + random.nextInt(ITEMS - 1);
            seconds[n] = 978_300_000L + n * 60;
        }
        return new RerankRequest(
                candidates,
                scores,
                new float[0][],
                history,
                seconds,
                978_310_000L,
                Map.of("gender", "F", "age", "25"));
    }
}
