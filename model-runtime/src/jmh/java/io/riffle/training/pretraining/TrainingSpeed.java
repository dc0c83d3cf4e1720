package io.riffle.training.pretraining;

import io.riffle.training.backbone.BackboneShape;
import io.riffle.training.backbone.BackboneTrainer;
import io.riffle.training.backbone.Negatives;
import io.riffle.training.backbone.QueryTime;
import io.riffle.training.backbone.TrainingOptions;
import io.riffle.training.backbone.TrainingSequence;
import io.riffle.training.backbone.Windows;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.model.engine.TensorRuntime;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * What training costs beside what its matrix products cost alone: positions per second, the
 * floating-point operations they imply, and the rate reached; then every product of a step, forward
 * and backward, in the same shapes and the same process, one after the other.
 *
 * <p>Full histories of 200 events over 3,706 items, width 64, 4 layers, hidden width 256, softmax
 * over every item; batches of 1,000 and of 8,000 positions; 1 and 2 threads. Best of several rounds
 * each; on one thread its CPU time is measured, so that other work on the machine disturbs
 * little, on two the wall clock.
 *
 * <p>Run: {@code ./mvnw -Pbench -Dquick package && java -cp 'deploy/cli/target/lib/*'
 * io.riffle.training.pretraining.TrainingSpeed deploy/bench/DATE-COMMIT-MACHINE.json}
 */
public final class TrainingSpeed {
    private static final BackboneShape SHAPE = BackboneShape.DEFAULT;
    private static final int LENGTH = 200;
    private static final int ITEMS = 3706;
    private static final int BLOCK = 256;

    private final NDManager manager;
    private final LongSupplier clock;
    private final int rounds;

    private TrainingSpeed(NDManager manager, LongSupplier clock, int rounds) {
        this.manager = manager;
        this.clock = clock;
        this.rounds = rounds;
    }

    /** Writes the results to the file named first. */
    public static void main(String[] args) throws IOException {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("benchmark", "training speed");
        root.put("processors", Runtime.getRuntime().availableProcessors());
        root.put("load_average", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        root.put("java", System.getProperty("java.version"));
        root.put("shape", SHAPE.toString());
        ArrayNode results = root.putArray("results");
        try (NDManager manager = TensorRuntime.open("cpu").newManager()) {
            for (int threads : new int[] {1, 2}) {
                JniUtils.setNumThreads(threads);
                LongSupplier clock = threads == 1 ? TrainingSpeed::cpuNanos : System::nanoTime;
                TrainingSpeed speed = new TrainingSpeed(manager, clock, threads == 1 ? 10 : 4);
                for (int users : new int[] {5, 40}) {
                    results.add(speed.measure(root.objectNode(), users, threads));
                }
            }
        }
        new ObjectMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValue(Path.of(args[0]).toFile(), root);
    }

    private ObjectNode measure(ObjectNode result, int users, int threads) {
        long positions = (long) users * LENGTH;
        double flop = flop(users);
        double step = stepSeconds(users);
        double products = productSeconds(users);
        result.put("threads", threads);
        result.put("clock", threads == 1 ? "CPU time of the thread" : "wall");
        result.put("positions", positions);
        result.put("positions_per_second", positions / step);
        result.put("flop_per_position", flop / positions);
        result.put("gflops_reached", flop / step / 1e9);
        result.put("gflops_of_the_products_alone", flop / products / 1e9);
        result.put("share_of_the_products_rate", products / step);
        result.put("forward_without_gradient_seconds", forwardSeconds(users));
        result.put("step_seconds", step);
        return result;
    }

    /** A matrix product of a step: rows, inner, columns, how often forward. */
    private record Product(long rows, long inner, long columns, double times) {}

    /** Multiply-adds count twice; backward costs twice forward. */
    private static double flop(int users) {
        double sum = 0;
        for (Product product : products(users)) {
            sum += 6.0 * product.rows * product.inner * product.columns * product.times;
        }
        return sum;
    }

    private static List<Product> products(int users) {
        long rows = (long) users * LENGTH;
        long width = SHAPE.width();
        long hidden = SHAPE.ffnWidth();
        long layers = SHAPE.layers();
        return List.of(
                new Product(rows, width, 2 * width, layers),
                new Product(rows, width, width, layers),
                new Product(LENGTH, LENGTH, users * width, layers),
                new Product(LENGTH, LENGTH, width, (double) layers * users),
                new Product(rows, 2 * width, width, layers),
                new Product(rows, width, hidden, 2 * layers),
                new Product(rows, hidden, width, layers),
                new Product(BLOCK, width, ITEMS, (double) rows / BLOCK));
    }

    private double stepSeconds(int users) {
        TrainingOptions options =
                new TrainingOptions(
                        1,
                        users * LENGTH,
                        1e-3f,
                        0,
                        1,
                        0,
                        0.2f,
                        Negatives.ALL,
                        1,
                        QueryTime.NEXT,
                        Windows.LAST,
                        1);
        List<TrainingSequence> sequences = sequences(users);
        try (BackboneTrainer trainer = BackboneTrainer.fresh(SHAPE, ITEMS + 1, options, "cpu")) {
            return best(() -> trainer.learn(sequences, 1));
        }
    }

    private double forwardSeconds(int users) {
        List<TrainingSequence> sequences = sequences(users);
        int[][] rows = new int[users][];
        long[][] seconds = new long[users][];
        for (int b = 0; b < users; b++) {
            rows[b] = java.util.Arrays.copyOf(sequences.get(b).rows(), LENGTH);
            seconds[b] = sequences.get(b).seconds();
        }
        try (BackboneTrainer trainer =
                BackboneTrainer.fresh(SHAPE, ITEMS + 1, TrainingOptions.DEFAULT, "cpu")) {
            return best(() -> trainer.scorer().score(rows, seconds));
        }
    }

    private static List<TrainingSequence> sequences(int users) {
        SplittableRandom random = new SplittableRandom(1);
        List<TrainingSequence> sequences = new ArrayList<>();
        for (int b = 0; b < users; b++) {
            int[] rows = new int[LENGTH + 1];
            long[] seconds = new long[LENGTH + 1];
            long time = 978_300_000;
            for (int i = 0; i <= LENGTH; i++) {
                rows[i] = 1 + random.nextInt(ITEMS);
                seconds[i] = time;
                time += random.nextInt(100);
            }
            sequences.add(new TrainingSequence(rows, seconds, 0));
        }
        return sequences;
    }

    /** Forward product and the two of its backward pass, as often as a step takes them. */
    private double productSeconds(int users) {
        double sum = 0;
        for (Product product : products(users)) {
            try (NDManager scratch = manager.newSubManager()) {
                NDArray left = scratch.randomNormal(new Shape(product.rows, product.inner));
                NDArray right = scratch.randomNormal(new Shape(product.inner, product.columns));
                NDArray out = scratch.randomNormal(new Shape(product.rows, product.columns));
                sum +=
                        product.times
                                * best(
                                        () -> {
                                            left.matMul(right).close();
                                            out.matMul(right.transpose()).close();
                                            left.transpose().matMul(out).close();
                                        });
            }
        }
        return sum;
    }

    private double best(Runnable work) {
        work.run();
        return IntStream.range(0, rounds)
                .mapToDouble(
                        round -> {
                            long start = clock.getAsLong();
                            work.run();
                            return (clock.getAsLong() - start) / 1e9;
                        })
                .min()
                .orElseThrow();
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
