package io.riffle.schema;

import io.riffle.schema.codec.HistoryPageCodec;
import io.riffle.schema.history.HistoryChanges;
import io.riffle.schema.history.HistoryHead;
import io.riffle.schema.history.HistoryPage;
import io.riffle.schema.history.UserHistory;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Cost of a user's history, kept full, down to the bytes of its state: what a click adds and writes
 * ({@code append}), what a late one shifts ({@code insertLate}), and what a user costs who was not
 * at hand ({@code read}).
 *
 * <p>Run: {@code ./mvnw -q -Pbench -Dquick package}, then {@code java -cp 'deploy/cli/target/lib/*'
 * org.openjdk.jmh.Main UserHistoryBenchmark}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class UserHistoryBenchmark {

    @Param({"50", "200", "1000"})
    public int history;

    private final HistoryPageCodec codec = new HistoryPageCodec();
    private UserHistory user;
    private HistoryHead head;
    private List<byte[]> pages;
    private long clicks;

    @Setup(Level.Iteration)
    public void fill() {
        user = UserHistory.empty(history);
        clicks = 0;
        for (int i = 0; i < 2 * history; i++) {
            add(10);
        }
        head = user.head();
        pages = changed();
    }

    /** A click in time order, and the pages that it changes. */
    @Benchmark
    public List<byte[]> append() {
        add(10);
        return changed();
    }

    /** A click ten events late, and the pages that it changes. */
    @Benchmark
    public List<byte[]> insertLate() {
        add(-95);
        return changed();
    }

    /** A user's history from its state. */
    @Benchmark
    public UserHistory read() throws IOException {
        List<HistoryPage> read = new ArrayList<>(pages.size());
        for (byte[] page : pages) {
            read.add(codec.decode(new DataInputStream(new ByteArrayInputStream(page))));
        }
        return UserHistory.of(history, head, read);
    }

    private void add(long millisAfterNewest) {
        clicks++;
        user.add(
                "item-" + clicks % 3_700,
                1_000_000 + 10 * clicks + millisAfterNewest,
                Action.CLICK,
                Ids.eventHash("event-" + clicks));
    }

    private List<byte[]> changed() {
        List<byte[]> bytes = new ArrayList<>();
        HistoryChanges changes = user.changes();
        for (long page = changes.writeFrom(); page < changes.writeTo(); page++) {
            bytes.add(codec.toBytes(user.page(page)));
        }
        user.saved();
        user.compact();
        return bytes;
    }
}
