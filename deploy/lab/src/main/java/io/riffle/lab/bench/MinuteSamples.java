package io.riffle.lab.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What a phase holds at its start and after every whole minute. */
final class MinuteSamples {

    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final Supplier<ProcessMemory> memory;
    private final LongSupplier arrays;
    private final LongSupplier clicks;
    private final LongSupplier nanoTime;
    private final long start;
    private final List<Sample> samples = new ArrayList<>();

    /**
     * One of them.
     *
     * @param minute since the start of the phase
     * @param arrays native arrays alive between bundles
     * @param clicks answered since the start of the phase
     */
    record Sample(int minute, ProcessMemory memory, long arrays, long clicks) {}

    MinuteSamples(
            Supplier<ProcessMemory> memory,
            LongSupplier arrays,
            LongSupplier clicks,
            LongSupplier nanoTime) {
        this.memory = memory;
        this.arrays = arrays;
        this.clicks = clicks;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
        tick();
    }

    /** Called often; takes a sample when the next minute is over. */
    void tick() {
        int minute = (int) ((nanoTime.getAsLong() - start) / MINUTE_NANOS);
        if (samples.size() <= minute) {
            samples.add(new Sample(minute, memory.get(), arrays.getAsLong(), clicks.getAsLong()));
        }
    }

    List<Sample> taken() {
        return List.copyOf(samples);
    }

    static void describe(List<Sample> samples, ArrayNode list) {
        for (Sample sample : samples) {
            ObjectNode node = list.addObject();
            node.put("minute", sample.minute);
            sample.memory.describe(node);
            node.put("arrays", sample.arrays);
            node.put("clicks", sample.clicks);
        }
    }

    /** For a person, a line each. */
    static List<String> table(List<Sample> samples) {
        List<String> lines = new ArrayList<>();
        lines.add("  minute   rss MiB  heap MiB  direct MiB  arrays      clicks");
        for (Sample sample : samples) {
            ProcessMemory memory = sample.memory;
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "  %6d  %,8d  %,8d  %,10d  %,6d  %,10d",
                            sample.minute,
                            memory.residentBytes() >> 20,
                            memory.heapBytes() >> 20,
                            memory.directBytes() >> 20,
                            sample.arrays,
                            sample.clicks));
        }
        return lines;
    }
}
