package io.riffle.job.metrics;

import io.riffle.serving.ServingCounts;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.MetricGroup;

/**
 * Where the CPU time of a bundle goes. Stages count thread CPU time, so that they add up to what a
 * click costs on a busy machine too.
 */
public final class StageTimes {

    private final EnumCounters<Stage> nanos;
    private final LongSupplier cpuClock;
    private long start;

    public enum Stage {
        /** Users' state: loaded, grown by the clicks, committed. */
        STATE,
        /** What the models need is gathered: known events, windows, exclusions. */
        PLAN,
        EXTEND,
        /** Whole windows, with a slot in the cache or without. */
        PREFILL,
        TOP_K,
        RERANK,
        /** Slates are settled and opened, samples and recommendations made. */
        SETTLE,
        /** Results go out: into bytes and to the client of the broker, where these are chained. */
        ENCODE
    }

    StageTimes(MetricGroup group, LongSupplier cpuClock) {
        this.nanos =
                new EnumCounters<>(Stage.class, name -> group.counter("stage." + name + "_ns"));
        this.cpuClock = cpuClock;
    }

    /** The next stage's time counts from here. */
    public void start() {
        start = cpuClock.getAsLong();
    }

    /** Books the time since the last stage ended. */
    public void end(Stage stage) {
        long now = cpuClock.getAsLong();
        nanos.add(stage, now - start);
        start = now;
    }

    /** Books the models' stages as they measured them, and the rest of the time as the plan's. */
    void endModels(ServingCounts.CpuNanos cpu) {
        nanos.add(Stage.EXTEND, cpu.extend());
        nanos.add(Stage.PREFILL, cpu.prefill());
        nanos.add(Stage.TOP_K, cpu.topK());
        nanos.add(Stage.RERANK, cpu.rerank());
        start += cpu.extend() + cpu.prefill() + cpu.topK() + cpu.rerank();
        end(Stage.PLAN);
    }
}
