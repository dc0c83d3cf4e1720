package io.riffle.model.psad;

import java.util.Arrays;
import java.util.Locale;

/**
 * What reading a slate out costs, as a multiple of sorting the same student's scores: both take
 * turns in one process, so that what else the machine does meets both alike. Prints median and
 * quartiles of the ratios, and the sorted slate's median time.
 *
 * <p>Run: as {@link RerankBenchmark}, with {@code io.riffle.model.psad.ReadOutRatio} in the place of
 * {@code org.openjdk.jmh.Main RerankBenchmark}.
 */
public final class ReadOutRatio {
    private static final int TURNS = 900;
    private static final int SLATES = 20; // a turn

    private ReadOutRatio() {}

    /** Bundles of one user and of 32. */
    public static void main(String[] arguments) {
        for (int bundle : new int[] {1, 32}) {
            RerankBenchmark sorted = student(bundle, false);
            RerankBenchmark readOut = student(bundle, true);
            int calls = Math.max(2, SLATES / bundle);
            double[] ratios = new double[TURNS];
            double[] micros = new double[TURNS];
            for (int turn = -TURNS / 3; turn < TURNS; turn++) { // those before 0 warm up
                boolean first = turn % 2 == 0;
                long before = first ? nanos(sorted, calls) : nanos(readOut, calls);
                long after = first ? nanos(readOut, calls) : nanos(sorted, calls);
                if (turn >= 0) {
                    long base = first ? before : after;
                    ratios[turn] = (double) (before + after - base) / base;
                    micros[turn] = base / 1e3 / calls / bundle;
                }
            }
            print(bundle, ratios, micros);
            sorted.free();
            readOut.free();
        }
    }

    private static RerankBenchmark student(int bundle, boolean context) {
        RerankBenchmark student = new RerankBenchmark();
        student.device = "cpu";
        student.bundle = bundle;
        student.layers = 1;
        student.context = context;
        student.load();
        return student;
    }

    private static long nanos(RerankBenchmark student, int calls) {
        long from = System.nanoTime();
        for (int call = 0; call < calls; call++) {
            if (student.student() < 0) { // so that nothing is left out
                throw new IllegalStateException("A candidate's number must not be negative.");
            }
        }
        return System.nanoTime() - from;
    }

    private static void print(int bundle, double[] ratios, double[] micros) {
        Arrays.sort(ratios);
        Arrays.sort(micros);
        System.out.println(
                String.format(
                        Locale.ROOT,
                        "bundle %d: read out / sorted %.3f [%.3f, %.3f]; sorted %.0f us a slate",
                        bundle,
                        ratios[TURNS / 2],
                        ratios[TURNS / 4],
                        ratios[3 * TURNS / 4],
                        micros[TURNS / 2]));
    }
}
