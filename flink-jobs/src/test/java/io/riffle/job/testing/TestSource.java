package io.riffle.job.testing;

import io.riffle.job.state.Types;
import io.riffle.schema.wire.RawRecord;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;

/** Sources in memory that can be replayed, and that fail once where the test wants it. */
public final class TestSource {

    private static final Map<String, List<RawRecord>> RECORDS = new ConcurrentHashMap<>();
    private static final Map<String, AtomicInteger> FAILURES = new ConcurrentHashMap<>();

    private TestSource() {}

    /**
     * A source of these records.
     *
     * @param failAt indices of records at which a task dies, once each
     * @param perCheckpoint records that each reader emits before it waits for a checkpoint
     */
    public static Source<RawRecord, ?, ?> of(
            String name, List<RawRecord> records, int perCheckpoint, Integer... failAt) {
        RECORDS.put(name, records);
        for (Integer index : failAt) {
            FAILURES.put(name + "@" + index, new AtomicInteger());
        }
        return new DataGeneratorSource<>(
                new Replay(name),
                records.size(),
                RateLimiterStrategy.perCheckpoint(perCheckpoint),
                Types.RAW_RECORD);
    }

    /** How many of the wanted failures have happened. */
    public static int failures(String name) {
        return FAILURES.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(name + "@"))
                .mapToInt(entry -> Math.min(1, entry.getValue().get()))
                .sum();
    }

    private record Replay(String name) implements GeneratorFunction<Long, RawRecord> {
        @Override
        public RawRecord map(Long index) {
            AtomicInteger failure = FAILURES.get(name + "@" + index);
            if (failure != null && failure.getAndIncrement() == 0) {
                throw new IllegalStateException("The test kills the task at record " + index);
            }
            return RECORDS.getOrDefault(name, List.of()).get(index.intValue());
        }
    }
}
