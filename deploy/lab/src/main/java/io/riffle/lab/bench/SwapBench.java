package io.riffle.lab.bench;

import io.riffle.lab.audience.Summary;
import io.riffle.lab.console.Console;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.apache.flink.configuration.Configuration;

/**
 * What swapping models costs those who wait for an answer: the whole system in this process at half
 * its throughput, with and without updates in turn, or through very many of them.
 *
 * @param model which model is updated: {@code reranker}, or {@code backbone} (deltas)
 * @param rate records per second; 0 = half of what is measured first
 * @param seconds of each phase
 */
public record SwapBench(
        BenchSweep.Clicks sources,
        String model,
        double rate,
        double seconds,
        Configuration settings) {

    private static final double FULL_LOAD_SECONDS = 20;

    /**
     * What the process holds at one moment.
     *
     * @param swaps so far
     * @param residentBytes of the process
     * @param arrays alive on the device, of the models in use
     */
    public record Held(long swaps, long residentBytes, long arrays) {}

    /**
     * Pairs of phases, the order within them in turn; the updates come once a second. They are
     * written before their phase: training is another job's work.
     */
    public List<SwapPair> pairs(Console console, int count) throws IOException {
        List<SwapPair> pairs = new ArrayList<>();
        try (SwapStand stand = new SwapStand(sources.open(), model, settings)) {
            double half = halfLoad(stand, console);
            for (int n = 0; n < count && !stand.interrupted(); n++) {
                boolean updatesFirst = n % 2 == 1;
                long before = stand.swaps();
                Summary one = phase(stand, half, updatesFirst);
                Summary other = phase(stand, half, !updatesFirst);
                if (stand.interrupted()) {
                    // Cut short: its clicks are not those of a whole phase.
                    return pairs;
                }
                long swaps = stand.swaps() - before;
                SwapPair pair =
                        updatesFirst
                                ? new SwapPair(other, one, swaps)
                                : new SwapPair(one, other, swaps);
                console.note("  " + pair.line());
                pairs.add(pair);
            }
        }
        return pairs;
    }

    /** So many updates, each as soon as the one before is in use; looks ten times on the way. */
    public List<Held> many(Console console, int count) throws IOException {
        List<Held> held = Collections.synchronizedList(new ArrayList<>());
        try (SwapStand stand = new SwapStand(sources.open(), model, settings)) {
            double half = halfLoad(stand, console);
            int step = Math.max(1, count / 10);
            try (UpdateThread updating =
                    new UpdateThread(
                            stand.lab(),
                            stand.updates(),
                            false,
                            () -> {
                                long swaps = stand.swaps();
                                if (swaps >= (long) held.size() * step) {
                                    held.add(look(stand, console));
                                }
                                return swaps < count && !stand.interrupted();
                            })) {
                while (updating.running()) {
                    stand.drive(half, 1);
                }
            }
        }
        return held;
    }

    /** The median ratio of the p99 with updates to that without. */
    public static double median(List<SwapPair> pairs) {
        double[] ratios = pairs.stream().mapToDouble(SwapPair::ratio).sorted().toArray();
        int middle = ratios.length / 2;
        return ratios.length == 0
                ? Double.NaN
                : ratios.length % 2 == 1
                        ? ratios[middle]
                        : (ratios[middle - 1] + ratios[middle]) / 2;
    }

    private Summary phase(SwapStand stand, double recordsPerSecond, boolean updates)
            throws IOException {
        if (!updates) {
            return stand.drive(recordsPerSecond, seconds);
        }
        stand.updates().write((int) Math.ceil(seconds));
        long start = System.nanoTime();
        UpdateThread updating =
                new UpdateThread(
                        stand.lab(),
                        stand.updates(),
                        true,
                        () -> (System.nanoTime() - start) / 1e9 < seconds);
        try (updating) {
            return stand.drive(recordsPerSecond, seconds);
        }
    }

    private double halfLoad(SwapStand stand, Console console) throws IOException {
        WarmUp.run(seconds, stretch -> stand.drive(Double.POSITIVE_INFINITY, stretch));
        double half = rate;
        if (half == 0) {
            double full =
                    stand.drive(Double.POSITIVE_INFINITY, FULL_LOAD_SECONDS).eventsPerSecond();
            console.note(String.format(Locale.ROOT, "  full load is %,.0f clicks/s", full));
            half = full / 2;
        }
        console.note(
                String.format(
                        Locale.ROOT, "  measured at %,.0f clicks/s, updating the %s", half, model));
        return half;
    }

    private static Held look(SwapStand stand, Console console) {
        long arrays = (long) stand.lab().metrics().gauge("model.arrays");
        Held held = new Held(stand.swaps(), ProcessMemory.now().residentBytes(), arrays);
        console.note(
                String.format(
                        Locale.ROOT,
                        "  %,6d swaps  %,d MiB resident  %,d arrays",
                        held.swaps,
                        held.residentBytes >> 20,
                        held.arrays));
        return held;
    }
}
