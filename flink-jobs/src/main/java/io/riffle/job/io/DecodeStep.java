package io.riffle.job.io;

import io.riffle.schema.DeadLetter;
import io.riffle.schema.wire.RawRecord;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Decodes the records of one topic; what cannot be used leaves by {@link DeadLetters#REJECTED}. */
@SuppressWarnings("NullAway.Init") // Flink initialises a function in open
public final class DecodeStep<T> extends ProcessFunction<RawRecord, T> {

    private static final long serialVersionUID = 1L;

    private final Decoder<T> decoder;
    private transient ThreadMXBean threads;
    private transient MetricGroup group;
    private transient Counter cpu;

    public DecodeStep(Decoder<T> decoder) {
        this.decoder = decoder;
    }

    @Override
    public void open(OpenContext context) {
        threads = ManagementFactory.getThreadMXBean();
        group = getRuntimeContext().getMetricGroup();
        cpu = group.counter("stage.decode_ns");
    }

    @Override
    public void processElement(RawRecord raw, Context context, Collector<T> out) {
        long start = threads.getCurrentThreadCpuTime();
        decoder.decode(
                raw,
                value -> {
                    cpu.inc(threads.getCurrentThreadCpuTime() - start);
                    out.collect(value);
                },
                dead -> reject(dead, context));
    }

    private void reject(DeadLetter dead, Context context) {
        group.addGroup("reason", dead.reason().name()).counter("dead_letter.count").inc();
        context.output(DeadLetters.REJECTED, dead);
    }
}
