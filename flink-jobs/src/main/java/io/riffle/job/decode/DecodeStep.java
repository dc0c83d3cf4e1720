package io.riffle.job.decode;

import io.riffle.schema.DeadLetter;
import io.riffle.schema.DeadLetter.Reason;
import io.riffle.schema.wire.RawRecord;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the records of one topic; what cannot be used leaves by {@link DeadLetters#REJECTED} and
 * is counted by reason.
 *
 * <p><b>State</b>: for a topic of which every offset should be seen, {@link OffsetGaps}.
 */
@SuppressWarnings("NullAway.Init") // Flink initialises a function in open
public final class DecodeStep<T> extends ProcessFunction<RawRecord, T>
        implements CheckpointedFunction {

    private static final long serialVersionUID = 1L;

    private final Decoder<T> decoder;
    private transient ThreadMXBean threads;
    private transient Map<Reason, Counter> rejected;
    private transient Counter cut;
    private transient Counter cpu;
    private transient OffsetGaps gaps;
    private transient @Nullable ListState<Tuple3<Integer, Long, Boolean>> nextOffsets;

    /** A step that decodes with this decoder. */
    public DecodeStep(Decoder<T> decoder) {
        this.decoder = decoder;
    }

    /** Comes before {@link #open}. */
    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        MetricGroup group = getRuntimeContext().getMetricGroup();
        if (decoder.seesEveryOffset()) {
            gaps =
                    new OffsetGaps(
                            group.counter("offset.skipped"), group.counter("offset.repeated"));
            nextOffsets =
                    context.getOperatorStateStore()
                            .getUnionListState(
                                    new ListStateDescriptor<>(
                                            "next-offsets",
                                            Types.TUPLE(Types.INT, Types.LONG, Types.BOOLEAN)));
            gaps.restore(nextOffsets.get());
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        if (nextOffsets != null) {
            nextOffsets.update(gaps.snapshot());
        }
    }

    @Override
    public void open(OpenContext context) {
        threads = ManagementFactory.getThreadMXBean();
        MetricGroup group = getRuntimeContext().getMetricGroup();
        cpu = group.counter("stage.decode_ns");
        cut = group.counter("dead_letter.cut");
        rejected = new EnumMap<>(Reason.class);
        for (Reason reason : Reason.values()) {
            MetricGroup ofReason = group.addGroup("reason", reason.name());
            rejected.put(reason, ofReason.counter("dead_letter.count"));
        }
    }

    @Override
    public void processElement(RawRecord raw, Context context, Collector<T> out) {
        long start = threads.getCurrentThreadCpuTime();
        if (nextOffsets != null) {
            gaps.read(raw.topic(), raw.partition(), raw.offset());
        }
        decoder.decode(
                raw,
                value -> {
                    cpu.inc(threads.getCurrentThreadCpuTime() - start);
                    out.collect(value);
                },
                dead -> reject(dead, context));
    }

    private void reject(DeadLetter dead, Context context) {
        Objects.requireNonNull(rejected.get(dead.reason())).inc();
        if (!dead.whole()) {
            cut.inc();
        }
        context.output(DeadLetters.REJECTED, dead);
    }
}
