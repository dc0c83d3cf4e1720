package io.riffle.job;

import static io.riffle.job.TrainKeys.real;
import static io.riffle.job.TrainKeys.time;
import static io.riffle.job.TrainKeys.whole;

import io.riffle.training.PublishCadence;
import io.riffle.training.PublishGates;
import java.time.Duration;
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
                    "How far held-out NDCG@10 may lie below the serving version's.");
    public static final ConfigOption<Integer> MIN_HELD_OUT =
            whole("gate.min-held-out", 200, "Targets without which quality is not judged.");

    /** Readback of float32 outputs: they are computed twice from the same weights. */
    private static final double READ_BACK = 1e-5;

    private PublishOptions() {}

    /** Reads how often models are published; what is wrong is noted in the reader. */
    static PublishCadence cadence(OptionReader reader) {
        return new PublishCadence(
                reader.millis(SNAPSHOT_INTERVAL),
                reader.millis(DELTA_INTERVAL),
                reader.millis(RERANKER_INTERVAL));
    }

    /** Reads what a publication must hold; what is wrong is noted in the reader. */
    static PublishGates gates(OptionReader reader) {
        return new PublishGates(
                reader.atLeast(1, NORM_DRIFT),
                reader.atLeast(0, TOLERANCE),
                reader.atLeast(1, MIN_HELD_OUT),
                READ_BACK);
    }
}
