package io.riffle.job.recommend;

import static io.riffle.job.testing.Bundles.received;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.riffle.job.state.UserInput;
import io.riffle.schema.ForgetUser;
import io.riffle.schema.UserProfile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With models, on RocksDB: the id is in no byte of the heap, nor of a savepoint. */
class ForgottenMemoryTest {

    private static final long HOUR = 3_600_000;

    /** The id, masked so that neither this class nor the search holds what is looked for. */
    private static final byte[] MASKED = masked();

    private static final int MASK = 0x55;

    @TempDir private Path folder;

    @Test
    void theIdIsInNoByteOfTheHeapNorOfASavepoint() throws Exception {
        RealModels models = new RealModels(folder);
        try (RecommendHarness harness =
                RecommendHarness.started(
                        models.settings(0),
                        models.loader(),
                        new EmbeddedRocksDBStateBackend(true))) {
            clicksAndProfile(harness);
            overwriteBuffers(harness);
            assertThat(heap("before")).isPositive();
            assertThat(savepoint(harness)).isPositive();

            harness.user(new UserInput.Forget(new ForgetUser("q", id(), 7)));
            overwriteBuffers(harness);

            assertThat(savepoint(harness)).isZero();
            assertThat(heap("after")).isZero();
        }
    }

    private static void clicksAndProfile(RecommendHarness harness) throws Exception {
        harness.setProcessingTime(HOUR);
        harness.user(new UserInput.Profile(new UserProfile(id(), Map.of("age", "25"), 0)));
        for (int i = 1; i <= 3; i++) {
            harness.user(received(id(), "e" + i, "item-" + i, HOUR + i, 0));
        }
        harness.runDry();
    }

    /** Flink keeps the newest key, and the bytes last written; a longer id takes their place. */
    private static void overwriteBuffers(RecommendHarness harness) throws Exception {
        String other = neighbour();
        harness.user(new UserInput.Profile(new UserProfile(other, Map.of("age", "25"), 0)));
        for (int i = 0; i < 3; i++) {
            long time = harness.getProcessingTime() + i;
            harness.user(received(other, "o" + time, "item-" + i, time, 0));
        }
        harness.setProcessingTime(harness.getProcessingTime() + 10);
        harness.runDry();
        harness.user(new UserInput.Forget(new ForgetUser("q", other, 7)));
        harness.takeRecommendations();
        harness.takeSamples();
        var receipts = harness.getSideOutput(SideOutputs.RECEIPTS);
        if (receipts != null) {
            receipts.clear();
        }
    }

    /** Somebody of the same key group, whose timers share a queue. */
    private static String neighbour() {
        int group =
                KeyGroupRangeAssignment.assignToKeyGroup(id(), RecommendHarness.MAX_PARALLELISM);
        String longer = "another user, of a longer id than that".repeat(3);
        return IntStream.range(0, 1_000)
                .mapToObj(i -> longer + i)
                .filter(
                        other ->
                                KeyGroupRangeAssignment.assignToKeyGroup(
                                                other, RecommendHarness.MAX_PARALLELISM)
                                        == group)
                .findFirst()
                .orElseThrow();
    }

    private static String id() {
        byte[] bytes = MASKED.clone();
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] ^= MASK;
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] masked() {
        byte[] bytes = new byte[24];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (('a' + i * 7 % 26) ^ 0x55);
        }
        return bytes;
    }

    private int heap(String name) throws IOException {
        Path dump = folder.resolve(name + ".hprof");
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpHeap(dump.toString(), true);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(dump), 1 << 16)) {
            return found(in);
        } finally {
            Files.delete(dump);
        }
    }

    private static int savepoint(RecommendHarness harness) throws Exception {
        harness.prepareSnapshotPreBarrier(99);
        OperatorSubtaskState state =
                harness.snapshotWithLocalState(
                                99, 99, SavepointType.savepoint(SavepointFormatType.CANONICAL))
                        .getJobManagerOwnedState();
        int found = 0;
        for (KeyedStateHandle handle : state.getManagedKeyedState()) {
            try (InputStream in = ((StreamStateHandle) handle).openInputStream()) {
                found += found(in);
            }
        }
        for (KeyedStateHandle handle : state.getRawKeyedState()) {
            try (InputStream in = ((StreamStateHandle) handle).openInputStream()) {
                found += found(in);
            }
        }
        return found;
    }

    /** How often the id stands there. Its first byte does not come again in it. */
    private static int found(InputStream in) throws IOException {
        int found = 0;
        int matched = 0;
        for (int b = in.read(); b >= 0; b = in.read()) {
            int masked = b ^ MASK;
            if (masked == MASKED[matched]) {
                matched++;
            } else {
                matched = masked == MASKED[0] ? 1 : 0;
            }
            if (matched == MASKED.length) {
                found++;
                matched = 0;
            }
        }
        return found;
    }
}
