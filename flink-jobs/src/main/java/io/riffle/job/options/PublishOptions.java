package io.riffle.job.options;

import static io.riffle.job.options.TrainKeys.real;
import static io.riffle.job.options.TrainKeys.time;
import static io.riffle.job.options.TrainKeys.whole;

import io.riffle.artifact.store.Retention;
import io.riffle.job.settings.TrainSettings;
import io.riffle.training.judge.GateLimits;
import io.riffle.training.publish.PublishCadence;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;

/** When the training job publishes, and what it must not; part of {@link TrainOptions#ALL}. */
public final class PublishOptions {

    public static final ConfigOption<Duration> SNAPSHOT_INTERVAL =
            time(
                    "publish.snapshot-interval",
                    Duration.ofMinutes(10),
                    "Time between two snapshots of the backbone.");
    public static final ConfigOption<Duration> DELTA_INTERVAL =
            time(
                    "publish.delta-interval",
                    Duration.ofSeconds(30),
                    "Time between two deltas of its item rows.");
    public static final ConfigOption<Duration> SOURCES_INTERVAL =
            time(
                    "publish.sources-interval",
                    Duration.ofSeconds(30),
                    "Time after which candidate sources are published with the weights that serve,"
                            + " where nothing else was meanwhile; shorter than the delta's, clicks"
                            + " count sooner than they teach.");
    public static final ConfigOption<Duration> RERANKER_INTERVAL =
            time(
                    "publish.reranker-interval",
                    Duration.ofMinutes(1),
                    "Time between two versions of the reranker.");
    public static final ConfigOption<Double> NORM_DRIFT =
            real("gate.norm-drift", 3, "Largest growth of a weight tensor between versions.");
    public static final ConfigOption<Double> TOLERANCE =
            real(
                    "gate.tolerance",
                    0.02,
                    "How far a backbone's NDCG@10 on held-out clicks may lie below that of the best"
                            + " version within the floor's window.");
    public static final ConfigOption<Double> LIST_TOLERANCE =
            real(
                    "gate.list-tolerance",
                    0.01,
                    "Share of the clicks that a reranker may bring less than what serves and than"
                            + " the generator's order; that it does not must be shown with 95 %.");
    public static final ConfigOption<Duration> FLOOR_WINDOW =
            time(
                    "gate.floor-window",
                    Duration.ofDays(1),
                    "Time for which the best version is what others must not fall behind, so that"
                            + " small losses do not add up; 0 sets no such floor.");
    public static final ConfigOption<Integer> MIN_HELD_OUT =
            whole(
                    "gate.min-held-out",
                    200,
                    "Held-out clicks, of a reranker lists with clicks, without which quality is not"
                            + " judged: a backbone is published unjudged then, a reranker is not.");

    public static final ConfigOption<Integer> KEEP_VERSIONS =
            whole(
                    "keep-versions",
                    Retention.DEFAULT.keepLast(),
                    "Newest versions of each model that stay in the store, beside what checkpoints"
                            + " and announcements name, their snapshots, and what a rollback of any"
                            + " of them goes to; 0 deletes nothing.");
    public static final ConfigOption<Integer> KEEP_CHECKPOINTS =
            whole(
                    "keep-checkpoints",
                    10,
                    "Completed checkpoints whose versions stay in the store, and that a run must"
                            + " complete before it deletes any; not below the checkpoints that"
                            + " Flink retains.");

    /** Readback of float32 outputs: they are computed twice from the same weights. */
    private static final double READ_BACK = 1e-5;

    private PublishOptions() {}

    /** Reads how often models are published; what is wrong is noted in the reader. */
    static PublishCadence cadence(OptionReader reader) {
        return new PublishCadence(
                reader.millis(SNAPSHOT_INTERVAL),
                reader.millis(DELTA_INTERVAL),
                reader.millis(SOURCES_INTERVAL),
                reader.millis(RERANKER_INTERVAL));
    }

    /** Reads what a publication must hold; what is wrong is noted in the reader. */
    static GateLimits gates(OptionReader reader) {
        return new GateLimits(
                reader.atLeast(1, NORM_DRIFT),
                reader.atLeast(0, TOLERANCE),
                reader.atLeast(1, MIN_HELD_OUT),
                READ_BACK,
                reader.atLeast(0, LIST_TOLERANCE),
                reader.get(
                                FLOOR_WINDOW,
                                window -> !window.isNegative(),
                                "be 0 or more",
                                "leave it out")
                        .toMillis());
    }

    /** Reads what stays in the store; what is wrong is noted in the reader. */
    static TrainSettings.Upkeep upkeep(OptionReader reader) {
        Integer retained = reader.find(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS);
        int least = retained == null ? 1 : Math.max(1, retained);
        Integer checkpoints = reader.find(KEEP_CHECKPOINTS);
        reader.check(
                checkpoints == null || checkpoints >= least,
                KEEP_CHECKPOINTS,
                checkpoints,
                "be "
                        + least
                        + " or more: as many as "
                        + CheckpointingOptions.MAX_RETAINED_CHECKPOINTS.key()
                        + " says",
                "raise it");
        return new TrainSettings.Upkeep(
                reader.get(
                        KEEP_VERSIONS,
                        versions -> versions == 0 || versions >= 2,
                        "be 2 or more, one to go back to, or 0",
                        "leave it out"),
                Math.max(
                        least,
                        checkpoints == null ? KEEP_CHECKPOINTS.defaultValue() : checkpoints));
    }
}
