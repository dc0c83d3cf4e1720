package io.riffle.job.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Sinks in memory, with the guarantees of the two lanes. Everything of one test is under one name,
 * since the sinks themselves are copied to the tasks.
 */
public final class TestLane {

    private static final Map<String, List<Object>> FAST = new ConcurrentHashMap<>();
    private static final Map<String, Map<String, List<Object>>> LEDGER = new ConcurrentHashMap<>();
    private static final Map<String, List<Object>> PREPARED = new ConcurrentHashMap<>();
    private static final Map<String, AtomicInteger> FAILURES = new ConcurrentHashMap<>();

    /** Where a ledger can die. */
    public enum Fatal {
        /** A value is written that no checkpoint will hold. */
        WRITE,
        /** The checkpoint is complete, what it holds is not visible yet. */
        COMMIT
    }

    private TestLane() {}

    /** Lets the task die at the n-th write or commit of a ledger, once. */
    public static void dieAt(String name, Fatal fatal, int n) {
        FAILURES.put(name + fatal, new AtomicInteger(n));
    }

    /** Whether the wanted death has happened. */
    public static boolean died(String name, Fatal fatal) {
        AtomicInteger left = FAILURES.get(name + fatal);
        return left != null && left.get() <= 0;
    }

    private static void mayDie(String name, Fatal fatal) {
        AtomicInteger left = FAILURES.get(name + fatal);
        if (left != null && left.decrementAndGet() == 0) {
            throw new IllegalStateException("The test kills the task at a " + fatal);
        }
    }

    /** What arrived on the fast lane, repeats included. */
    @SuppressWarnings("unchecked") // the test names the type that it wrote
    public static <T> List<T> fast(String name) {
        return (List<T>) List.copyOf(FAST.getOrDefault(name, List.of()));
    }

    /** What was committed on the ledger lane. */
    @SuppressWarnings("unchecked") // the test names the type that it wrote
    public static <T> List<T> ledger(String name) {
        List<T> all = new ArrayList<>();
        LEDGER.getOrDefault(name, Map.of()).values().forEach(part -> all.addAll((List<T>) part));
        return all;
    }

    /** At least once, visible at once. */
    public record Fast<T>(String name) implements Sink<T> {

        @Override
        public SinkWriter<T> createWriter(WriterInitContext context) {
            List<Object> all =
                    FAST.computeIfAbsent(
                            name, any -> java.util.Collections.synchronizedList(new ArrayList<>()));
            return new SinkWriter<>() {
                @Override
                public void write(T value, Context context) {
                    all.add(value);
                }

                @Override
                public void flush(boolean endOfInput) {}

                @Override
                public void close() {}
            };
        }
    }

    /** Exactly once, visible when the checkpoint completes. */
    public record Ledger<T>(String name) implements Sink<T>, SupportsCommitter<String> {

        @Override
        public SinkWriter<T> createWriter(WriterInitContext context) {
            return new LedgerWriter<>(name);
        }

        @Override
        public Committer<String> createCommitter(CommitterInitContext context) {
            Map<String, List<Object>> committed =
                    LEDGER.computeIfAbsent(name, any -> new ConcurrentHashMap<>());
            return new Committer<>() {
                @Override
                public void commit(Collection<CommitRequest<String>> requests) {
                    for (CommitRequest<String> request : requests) {
                        mayDie(name, Fatal.COMMIT);
                        String id = request.getCommittable();
                        committed.put(id, PREPARED.getOrDefault(id, List.of()));
                    }
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public SimpleVersionedSerializer<String> getCommittableSerializer() {
            return new Utf8();
        }
    }

    private static final class LedgerWriter<T> implements CommittingSinkWriter<T, String> {
        private final String name;
        private List<Object> open = new ArrayList<>();

        private LedgerWriter(String name) {
            this.name = name;
        }

        @Override
        public void write(T value, Context context) {
            mayDie(name, Fatal.WRITE);
            open.add(value);
        }

        @Override
        public Collection<String> prepareCommit() {
            String id = UUID.randomUUID().toString();
            PREPARED.put(id, open);
            open = new ArrayList<>();
            return List.of(id);
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void close() {}
    }

    private static final class Utf8 implements SimpleVersionedSerializer<String> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(String id) {
            return id.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String deserialize(int version, byte[] bytes) throws IOException {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
