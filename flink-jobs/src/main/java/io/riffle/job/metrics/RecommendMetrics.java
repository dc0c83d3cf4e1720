package io.riffle.job.metrics;

import io.riffle.job.inference.Inference;
import io.riffle.job.models.UpdateRefusedException;
import io.riffle.schema.Recommendation;
import io.riffle.schema.Tier;
import io.riffle.serving.ServingCounts;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of the recommend step.
 *
 * <p><b>Units</b>: in the metric's name.
 */
public final class RecommendMetrics {

    private final MetricGroup group;
    private final StageTimes stages;
    private final ClickCounts fates;
    private final AskMetrics asks;
    private final ExplainMetrics explains;
    private final Counter replayedSamples;
    private final Counter usersForgotten;
    private final Counter samples;
    private final Counter ignoredUpdates;
    private final Counter explored;
    private final Counter swaps;
    private final Counter restoredPrevious;
    private final Counter unreadable;
    private final Histogram bundleSize;
    private final Histogram bundleLatency;
    private final Counter bundles;
    private final Counter clicks;
    private final EnumCounters<Tier> tiers;
    private final EnumCounters<UpdateRefusedException.Reason> refusals;
    private final Counter extended;
    private final Counter prefilled;
    private final Counter encoded;
    private final Counter cacheHits;
    private final Counter cacheMisses;
    private ServingCounts counted = ServingCounts.NONE;

    /** Registers them; {@code cpuClock} tells the CPU time of the step's thread, in ns. */
    public RecommendMetrics(MetricGroup group, LongSupplier cpuClock) {
        this.group = group;
        this.stages = new StageTimes(group, cpuClock);
        this.fates = new ClickCounts(group);
        this.asks = new AskMetrics(group);
        this.explains = new ExplainMetrics(group);
        this.replayedSamples = group.counter("sample.replayed");
        this.usersForgotten = group.counter("user.forgotten");
        this.samples = group.counter("sample.emitted");
        this.ignoredUpdates = group.counter("model.ignored");
        this.explored = group.counter("recommendation.explored");
        this.swaps = group.counter("model.swapped");
        this.restoredPrevious = group.counter("model.restored_previous");
        this.unreadable = group.counter("model.unreadable");
        this.bundleSize = group.histogram("bundle.size", new RecentHistogram());
        this.bundleLatency = group.histogram("bundle.latency_ms", new RecentHistogram());
        this.bundles = group.counter("bundle.count");
        this.clicks = group.counter("click.count");
        this.extended = group.counter("extend.users");
        this.prefilled = group.counter("prefill.users");
        this.encoded = group.counter("encode.queries");
        this.cacheHits = group.counter("cache.hits");
        this.cacheMisses = group.counter("cache.misses");
        // All of them, so that the first one is seen as a rise from 0.
        this.refusals =
                new EnumCounters<>(
                        UpdateRefusedException.Reason.class,
                        reason -> group.addGroup("reason", reason).counter("model.refused"));
        this.tiers =
                new EnumCounters<>(Tier.class, name -> group.counter("recommendation." + name));
    }

    /** Registers a number that somebody else keeps. */
    public void gauge(String name, Gauge<?> value) {
        group.gauge(name, value);
    }

    /** What becomes of clicks before they are answered. */
    public ClickCounts fates() {
        return fates;
    }

    /** What becomes of requests for slates. */
    public AskMetrics asks() {
        return asks;
    }

    /** What becomes of questions why. */
    public ExplainMetrics explains() {
        return explains;
    }

    /** A training sample went out, perhaps one that went out before a failure. */
    public void sample(boolean replayed) {
        samples.inc();
        replayedSamples.inc(replayed ? 1 : 0);
    }

    /** A user was away too long. */
    public void userForgotten() {
        usersForgotten.inc();
    }

    /** A recommendation went out. */
    public void recommendation(Recommendation answer) {
        tiers.add(answer.tier(), 1);
        if (answer.policy() != null) {
            explored.inc();
        }
    }

    /**
     * A bundle was inferred, so long after its first click or request.
     *
     * @param size clicks and requests
     */
    public void bundle(int size, int clicksOfIt, long latencyMillis) {
        bundles.inc();
        clicks.inc(clicksOfIt);
        bundleSize.update(size);
        bundleLatency.update(latencyMillis);
    }

    /** An announcement said what is known already. */
    public void ignoredUpdate() {
        ignoredUpdates.inc();
    }

    /** An announced model must not serve. */
    public void refusedUpdate(UpdateRefusedException.Reason reason) {
        refusals.add(reason, 1);
    }

    /** Updates refused for a reason so far. */
    public long refused(UpdateRefusedException.Reason reason) {
        return refusals.count(reason);
    }

    /** A restart went back to the model before. */
    public void restoredPrevious() {
        restoredPrevious.inc();
    }

    /** A model could not be read, and will be tried again. */
    public void unreadableUpdate() {
        unreadable.inc();
    }

    /** Where the numbers of one model go. */
    public MetricGroup modelGroup(String model) {
        return group.addGroup("model", model);
    }

    /** CPU time by stage. */
    public StageTimes stages() {
        return stages;
    }

    /** Books how a bundle was served, and the CPU time of the models' stages. */
    public void inferred(@Nullable Inference inference) {
        ServingCounts now = inference == null ? counted : inference.counts();
        ServingCounts since = now.since(counted);
        counted = now;
        extended.inc(since.extended());
        prefilled.inc(since.prefilled());
        encoded.inc(since.encoded());
        cacheHits.inc(since.cacheHits());
        cacheMisses.inc(since.cacheMisses());
        stages.endModels(since.cpu());
    }

    /** Other models serve from now on; they count from 0. */
    public void swapped() {
        swaps.inc();
        counted = ServingCounts.NONE;
    }
}
