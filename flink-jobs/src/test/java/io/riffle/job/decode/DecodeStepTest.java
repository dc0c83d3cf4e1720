package io.riffle.job.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.state.UserInput;
import io.riffle.job.testing.RealMetrics;
import io.riffle.schema.ContextNames;
import io.riffle.schema.actions.ActionNames;
import io.riffle.schema.wire.RawRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** The decoding step in Flink's harness, with Flink's own metric registry. */
class DecodeStepTest {

    @Test
    void everyDeadLetterIsCountedByItsReason() throws Exception {
        try (RealMetrics metrics = new RealMetrics()) {
            OneInputStreamOperatorTestHarness<RawRecord, UserInput> step = clicks(metrics);
            step.open();
            for (int i = 0; i < 25; i++) {
                send(step, i, "{");
            }
            send(step, 25, "{\"user_id\":\"u\",\"item_id\":\"i\"}");
            send(step, 26, " ".repeat(2 << 20));
            send(step, 27, "");

            assertThat(metrics.value("reason.UNPARSEABLE.dead_letter.count")).isEqualTo(25);
            assertThat(metrics.value("reason.MISSING_ID.dead_letter.count")).isEqualTo(1);
            assertThat(metrics.value("reason.TOO_LARGE.dead_letter.count")).isEqualTo(1);
            assertThat(metrics.value("reason.EMPTY.dead_letter.count")).isEqualTo(1);
            assertThat(metrics.value("reason.BAD_TIME.dead_letter.count")).isZero();
            assertThat(metrics.value("dead_letter.cut")).isEqualTo(1);
            assertThat(step.getSideOutput(DeadLetters.REJECTED)).hasSize(28);
            step.close();
        }
    }

    @Test
    void recordsThatWereNeverReadOrReadAgainAreCountedAlsoOverARestart() throws Exception {
        OperatorSubtaskState state;
        try (RealMetrics metrics = new RealMetrics()) {
            var step = clicks(metrics);
            step.open();
            for (long offset : new long[] {100, 101, 102, 110}) {
                send(step, offset, "{");
            }
            assertThat(metrics.value("offset.skipped")).isEqualTo(7);
            assertThat(metrics.value("offset.repeated")).isZero();
            state = step.snapshot(1, 1);
            step.close();
        }
        try (RealMetrics metrics = new RealMetrics()) {
            var step = clicks(metrics);
            step.initializeState(state);
            step.open();
            send(step, 5_111, "{");
            assertThat(metrics.value("offset.skipped")).isEqualTo(5_000);
            send(step, 12, "{");
            send(step, 13, "{");
            assertThat(metrics.value("offset.skipped")).isEqualTo(5_000);
            assertThat(metrics.value("offset.repeated")).isEqualTo(5_100);
            step.close();
        }
    }

    private static OneInputStreamOperatorTestHarness<RawRecord, UserInput> clicks(
            RealMetrics metrics) throws Exception {
        return new OneInputStreamOperatorTestHarness<>(
                new ProcessOperator<>(
                        new DecodeStep<>(
                                UserDecoders.clicks(
                                        Duration.ZERO, ActionNames.OURS, ContextNames.NONE))),
                new MockEnvironmentBuilder().setMetricGroup(metrics.task()).build());
    }

    private static void send(
            OneInputStreamOperatorTestHarness<RawRecord, UserInput> step, long offset, String json)
            throws Exception {
        byte[] value = json.getBytes(StandardCharsets.UTF_8);
        var type = Map.entry("content-type", utf8("application/json"));
        step.processElement(
                new StreamRecord<>(
                        new RawRecord("clicks", 0, offset, 5, null, value, List.of(type))));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
