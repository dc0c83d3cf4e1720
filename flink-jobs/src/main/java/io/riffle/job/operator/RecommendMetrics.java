package io.riffle.job.operator;

import io.riffle.schema.Recommendation;
import io.riffle.schema.Tier;
import io.riffle.serving.ServingCounts;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of the recommend step. Stages count thread CPU time, so that they add up to what a
 * click costs on a busy machine too.
 *
 * <p><b>Units</b>: in the metric's name.
 */
final class RecommendMetrics {

    private static final int RECENT = 1_000;

    private final MetricGroup group;
    private final LongSupplier cpuClock;
    private final Counter duplicates;
    private final Counter late;
    private final Counter inserted;
    private final Counter samples;
    private final Counter ignoredUpdates;
    private final Counter explored;
    private final Counter swaps;
    private final Counter restoredPrevious;
    private final Histogram bundleSize;
    private final Histogram bundleLatency;
    private final Counter bundles;
    private final Counter clicks;
    private final Map<Tier, Counter> tiers = new EnumMap<>(Tier.class);
    private final Map<Stage, Counter> stages = new EnumMap<>(Stage.class);
    private final Map<UpdateRefusedException.Reason, Counter> refusals =
            new EnumMap<>(UpdateRefusedException.Reason.class);
    private final Counter extended;
    private final Counter prefilled;
    private final Counter encoded;
    private final Counter cacheHits;
    private final Counter cacheMisses;
    private ServingCounts counted = ServingCounts.NONE;
    private long stageStart;

    /** Where the CPU time of a bundle goes. */
    enum Stage {
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

    RecommendMetrics(MetricGroup group, LongSupplier cpuClock) {
        this.group = group;
        this.cpuClock = cpuClock;
        this.duplicates = group.counter("click.dropped");
        this.late = group.counter("click.late");
        this.inserted = group.counter("click.inserted");
        this.samples = group.counter("sample.emitted");
        this.ignoredUpdates = group.counter("model.ignored");
        this.explored = group.counter("recommendation.explored");
        this.swaps = group.counter("model.swapped");
        this.restoredPrevious = group.counter("model.restored_previous");
        this.bundleSize =
                group.histogram("bundle.size", new DescriptiveStatisticsHistogram(RECENT));
        this.bundleLatency =
                group.histogram("bundle.latency_ms", new DescriptiveStatisticsHistogram(RECENT));
        this.bundles = group.counter("bundle.count");
        this.clicks = group.counter("click.count");
        this.extended = group.counter("extend.users");
        this.prefilled = group.counter("prefill.users");
        this.encoded = group.counter("encode.queries");
        this.cacheHits = group.counter("cache.hits");
        this.cacheMisses = group.counter("cache.misses");
        for (Tier tier : Tier.values()) {
            tiers.put(tier, group.counter("recommendation." + lowerCase(tier)));
        }
        for (Stage stage : Stage.values()) {
            stages.put(stage, group.counter("stage." + lowerCase(stage) + "_ns"));
        }
    }

    void gauge(String name, Gauge<?> value) {
        group.gauge(name, value);
    }

    void duplicate() {
        duplicates.inc();
    }

    void late() {
        late.inc();
    }

    void inserted() {
        inserted.inc();
    }

    void sample() {
        samples.inc();
    }

    void recommendation(Recommendation answer) {
        counter(tiers, answer.tier()).inc();
        if (answer.policy() != null) {
            explored.inc();
        }
    }

    void bundle(int size, long latencyMillis) {
        bundles.inc();
        clicks.inc(size);
        bundleSize.update(size);
        bundleLatency.update(latencyMillis);
    }

    void ignoredUpdate() {
        ignoredUpdates.inc();
    }

    void refusedUpdate(UpdateRefusedException.Reason reason) {
        refusals.computeIfAbsent(
                        reason,
                        any -> group.addGroup("reason", lowerCase(any)).counter("model.refused"))
                .inc();
    }

    /** Updates refused for a reason so far. */
    long refused(UpdateRefusedException.Reason reason) {
        Counter counter = refusals.get(reason);
        return counter == null ? 0 : counter.getCount();
    }

    void restoredPrevious() {
        restoredPrevious.inc();
    }

    /** The next stage's time counts from here. */
    void startStages() {
        stageStart = cpuClock.getAsLong();
    }

    /** Books the time since the last stage ended. */
    void endStage(Stage stage) {
        long now = cpuClock.getAsLong();
        counter(stages, stage).inc(now - stageStart);
        stageStart = now;
    }

    /** Books how a bundle was served, and the time since the last stage ended. */
    void inferred(@Nullable Inference inference) {
        ServingCounts now = inference == null ? counted : inference.counts();
        ServingCounts since = now.since(counted);
        counted = now;
        extended.inc(since.extended());
        prefilled.inc(since.prefilled());
        encoded.inc(since.encoded());
        cacheHits.inc(since.cacheHits());
        cacheMisses.inc(since.cacheMisses());
        ServingCounts.CpuNanos cpu = since.cpu();
        counter(stages, Stage.EXTEND).inc(cpu.extend());
        counter(stages, Stage.PREFILL).inc(cpu.prefill());
        counter(stages, Stage.TOP_K).inc(cpu.topK());
        counter(stages, Stage.RERANK).inc(cpu.rerank());
        stageStart += cpu.extend() + cpu.prefill() + cpu.topK() + cpu.rerank();
        endStage(Stage.PLAN);
    }

    /** Other models serve from now on; they count from 0. */
    void swapped() {
        swaps.inc();
        counted = ServingCounts.NONE;
    }

    private static <K extends Enum<K>> Counter counter(Map<K, Counter> counters, K key) {
        Counter counter = counters.get(key);
        if (counter == null) {
            throw new IllegalStateException("No counter for " + key);
        }
        return counter;
    }

    private static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
