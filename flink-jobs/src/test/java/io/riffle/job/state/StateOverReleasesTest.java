package io.riffle.job.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.schema.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Keyed state over three releases, each with a newer layout, of which the second ignores it. */
class StateOverReleasesTest {

    /** A text and, from version 2 on, as many numbers as the version says, which are checked. */
    public static final class ReleaseCodec implements Codec<String> {

        private static int release = 1;

        @Override
        public int version() {
            return release;
        }

        @Override
        public void write(String value, DataOutput out) throws IOException {
            out.writeUTF(value);
            for (int i = 1; i < release; i++) {
                out.writeInt(i);
            }
        }

        @Override
        public String read(int version, DataInput in) throws IOException {
            String value = in.readUTF();
            for (int i = 1; i < version; i++) {
                assertThat(in.readInt()).isEqualTo(i);
            }
            return value;
        }
    }

    /** Answers an element with what was kept before, and keeps it; or knows no such state. */
    private static final class Keeper extends KeyedProcessFunction<String, String, String> {

        private static final long serialVersionUID = 1L;

        private final boolean registers;
        private transient @Nullable ValueState<String> kept;

        private Keeper(boolean registers) {
            this.registers = registers;
        }

        @Override
        public void open(OpenContext context) {
            if (registers) {
                kept =
                        getRuntimeContext()
                                .getState(
                                        new ValueStateDescriptor<>(
                                                "kept", new CodecSerializer<>(ReleaseCodec.class)));
            }
        }

        @Override
        public void processElement(String value, Context context, Collector<String> out)
                throws Exception {
            if (kept != null) {
                out.collect(String.valueOf(kept.value()));
                kept.update(value);
            }
        }
    }

    @AfterEach
    void firstReleaseAgain() {
        ReleaseCodec.release = 1;
    }

    @Test
    void stateThatOneReleaseIgnoredIsReadByTheNext() throws Exception {
        StateBackend rocks = new EmbeddedRocksDBStateBackend();
        OperatorSubtaskState first = release(1, rocks, null, true, "a", "a", "b");
        OperatorSubtaskState second = release(2, rocks, first, false, "c");

        ReleaseCodec.release = 3;
        assertThat(answers(rocks, second, "a", "b", "c")).containsExactly("a", "b", "null");
    }

    @Test
    void stateThatEveryReleaseUsesIsMigratedEachTime() throws Exception {
        StateBackend rocks = new EmbeddedRocksDBStateBackend();
        OperatorSubtaskState first = release(1, rocks, null, true, "a");
        OperatorSubtaskState second = release(2, rocks, first, true, "b");

        ReleaseCodec.release = 3;
        assertThat(answers(rocks, second, "a", "b")).containsExactly("a", "b");
    }

    /**
     * On the heap values are written anew by each checkpoint, which nobody can do in old layouts.
     */
    @Test
    void aHeapThatHoldsIgnoredStateOfAnOlderLayoutFailsAloud() throws Exception {
        StateBackend heap = new HashMapStateBackend();
        OperatorSubtaskState first = release(1, heap, null, true, "a");

        assertThatThrownBy(() -> release(2, heap, first, false, "b"))
                .hasRootCauseInstanceOf(IllegalStateException.class)
                .rootCause()
                .hasMessageStartingWith("The version (1) of state of ReleaseCodec must be today's");
    }

    private static OperatorSubtaskState release(
            int version,
            StateBackend backend,
            @Nullable OperatorSubtaskState before,
            boolean registers,
            String... elements)
            throws Exception {
        ReleaseCodec.release = version;
        var step = step(backend, before, registers);
        try {
            for (String element : elements) {
                step.processElement(element, 0);
            }
            return step.snapshot(version, version);
        } finally {
            step.close();
        }
    }

    private static List<String> answers(
            StateBackend backend, @Nullable OperatorSubtaskState before, String... elements)
            throws Exception {
        var step = step(backend, before, true);
        for (String element : elements) {
            step.processElement(element, 0);
        }
        List<String> answers = step.extractOutputValues();
        step.close();
        return answers;
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, String, String> step(
            StateBackend backend, @Nullable OperatorSubtaskState before, boolean registers)
            throws Exception {
        var step =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new Keeper(registers)),
                        (String value) -> value,
                        Types.STRING);
        step.setStateBackend(backend);
        if (before != null) {
            step.initializeState(before);
        }
        step.open();
        return step;
    }
}
