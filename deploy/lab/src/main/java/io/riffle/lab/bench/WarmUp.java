package io.riffle.lab.bench;

import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;

/**
 * Load before anything is measured, for as long as the JVM's compiler takes a share of the cores
 * that would otherwise be counted as the pipeline's: two minutes or so on two cores.
 */
final class WarmUp {

    private static final double STRETCH_SECONDS = 10;
    private static final int MOST_STRETCHES = 18;

    /** Share of one core that is left to a compiler which has caught up. */
    private static final double QUIET = 0.1;

    private WarmUp() {}

    /** Sends clicks as fast as they are answered. */
    @FunctionalInterface
    interface Load {
        void send(double seconds) throws IOException;
    }

    /**
     * Warms up.
     *
     * @param phaseSeconds how long a phase will be measured; a short one is a trial, whose warm-up
     *     is short as well
     */
    static void run(double phaseSeconds, Load load) throws IOException {
        if (phaseSeconds < 2 * STRETCH_SECONDS) {
            load.send(phaseSeconds);
            return;
        }
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        double share = 1;
        for (int n = 0; n < MOST_STRETCHES && share > QUIET; n++) {
            long start = System.nanoTime();
            long before = compiler.getTotalCompilationTime();
            load.send(STRETCH_SECONDS);
            double millis = (System.nanoTime() - start) / 1e6;
            share = (compiler.getTotalCompilationTime() - before) / millis;
        }
    }
}
