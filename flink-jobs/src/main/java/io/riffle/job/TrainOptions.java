package io.riffle.job;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.riffle.job.operator.TrainSettings;
import io.riffle.training.BackboneSettings;
import io.riffle.training.BacklogPolicy;
import io.riffle.training.OnlineSettings;
import io.riffle.training.PublishCadence;
import io.riffle.training.PublishGates;
import io.riffle.training.RerankerSettings;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;

/** How the training job behaves. The architecture of the models travels in their manifest. */
public final class TrainOptions {

    public static final ConfigOption<String> STORE =
            key("riffle.train.store")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Where models are published and the trainer's state is kept: any file"
                                    + " system that Flink knows.");

    public static final ConfigOption<Integer> BATCH_SIZE =
            whole("batch.size", 64, "New samples of one training batch.");
    public static final ConfigOption<Duration> BATCH_MAX_AGE =
            time("batch.max-age", Duration.ofSeconds(1), "Longest wait of a sample for others.");
    public static final ConfigOption<Integer> MAX_WAITING =
            whole("max-waiting", 4_096, "Samples that may wait; beyond it learning takes no rest.");
    public static final ConfigOption<Double> CPU_SHARE =
            real("cpu-share", 0.5, "Share of a core's time that learning may take.");
    public static final ConfigOption<Double> REPLAY_RATIO =
            real("replay.ratio", 1, "Kept samples drawn for each new one.");
    public static final ConfigOption<Integer> REPLAY_RESERVOIR =
            whole("replay.reservoir", 5_000, "Samples kept for replay.");
    public static final ConfigOption<Integer> REPLAY_HORIZON =
            whole("replay.horizon", 200_000, "Samples after which kept ones begin to fade.");
    public static final ConfigOption<Integer> REMEMBERED =
            whole(
                    "remembered",
                    200_000,
                    "Requests whose learned revisions are remembered, so that none counts twice.");
    public static final ConfigOption<Duration> STUDENT_ONLY_AFTER =
            time(
                    "backlog.student-only-after",
                    Duration.ofSeconds(30),
                    "Lag from which the reranker's teacher and the backbone's replay rest.");
    public static final ConfigOption<Duration> SAMPLE_AFTER =
            time(
                    "backlog.sample-after",
                    Duration.ofMinutes(2),
                    "Lag from which samples are left out.");
    public static final ConfigOption<Double> LEARNING_RATE =
            real("learning-rate", 0.002, "Step size of the backbone's optimiser.");
    public static final ConfigOption<Double> WEIGHT_DECAY =
            real("weight-decay", 0, "Decoupled weight decay of the backbone.");
    public static final ConfigOption<Double> DROPOUT =
            real("dropout", 0.1, "Dropout of the backbone while it learns.");
    public static final ConfigOption<Integer> MAX_EVENTS =
            whole("max-events", 65, "Longest history learned from, its target included.");
    public static final ConfigOption<Integer> STEP_POSITIONS =
            whole("step-positions", 4_096, "Positions of one optimiser step.");
    public static final ConfigOption<Integer> FULL_SOFTMAX_ITEMS =
            whole(
                    "negatives.full-up-to",
                    20_000,
                    "Largest catalogue of which every item is a negative.");
    public static final ConfigOption<Integer> NEGATIVES =
            whole("negatives.drawn", 2_048, "Negatives drawn for a step beyond that.");
    public static final ConfigOption<Integer> MAX_ITEMS =
            whole("max-items", 1_000_000, "Items that may get a row.");
    public static final ConfigOption<Boolean> RERANKER =
            key("riffle.train.reranker.enabled")
                    .booleanType()
                    .defaultValue(true)
                    .withDescription("Whether a reranker is trained beside the backbone.");
    public static final ConfigOption<Integer> RERANKER_MIN_LISTS =
            whole(
                    "reranker.min-lists",
                    500,
                    "Lists with a click after which the reranker begins; categories and profile"
                            + " values that come later share the rows for the unlisted.");
    public static final ConfigOption<Integer> RERANKER_STEP_LISTS =
            whole(
                    "reranker.step-lists",
                    64,
                    "Lists of one optimiser step of the reranker, those learned again included.");
    public static final ConfigOption<Double> RERANKER_REPLAY_RATIO =
            real(
                    "reranker.replay-ratio",
                    4,
                    "Kept samples drawn for each new one; those with a click are learned again.");
    public static final ConfigOption<Double> RERANKER_LEARNING_RATE =
            real("reranker.learning-rate", 0.001, "Step size of the reranker's optimiser.");
    public static final ConfigOption<Double> RERANKER_DISTILLATION =
            real(
                    "reranker.distillation",
                    0.3,
                    "Weight of the teacher's lessons beside the labels; 0 trains no teacher.");
    public static final ConfigOption<Integer> RERANKER_WARMUP_LISTS =
            whole(
                    "reranker.warmup-lists",
                    5_000,
                    "Lists after which the teacher's lessons have their full weight.");
    public static final ConfigOption<Double> RERANKER_SKIP_UNSHOWN =
            real(
                    "reranker.skip-unshown",
                    1,
                    "Share of the lists of which only what was shown is learned from: 1 where users"
                            + " click what they are shown, 0 where clicks come from elsewhere.");
    public static final ConfigOption<Double> HELD_OUT_SHARE =
            real("held-out.share", 0.25, "Share of the targets scored before they are learned.");
    public static final ConfigOption<Integer> HELD_OUT_SIZE =
            whole("held-out.size", 1_000, "Scored targets the quality gate looks back on.");
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
    public static final ConfigOption<Integer> KEPT_STATES =
            whole(
                    "kept-states",
                    10,
                    "Saved trainer states that are kept; a savepoint older than that many"
                            + " checkpoints cannot be restored.");
    public static final ConfigOption<Integer> SEED =
            key("riffle.train.seed")
                    .intType()
                    .defaultValue(42)
                    .withDescription("Of everything the trainer draws.");

    /** Every option, in the order of the documentation. */
    public static final List<ConfigOption<?>> ALL =
            List.of(
                    STORE,
                    BATCH_SIZE,
                    BATCH_MAX_AGE,
                    MAX_WAITING,
                    CPU_SHARE,
                    REPLAY_RATIO,
                    REPLAY_RESERVOIR,
                    REPLAY_HORIZON,
                    REMEMBERED,
                    STUDENT_ONLY_AFTER,
                    SAMPLE_AFTER,
                    LEARNING_RATE,
                    WEIGHT_DECAY,
                    DROPOUT,
                    MAX_EVENTS,
                    STEP_POSITIONS,
                    FULL_SOFTMAX_ITEMS,
                    NEGATIVES,
                    MAX_ITEMS,
                    RERANKER,
                    RERANKER_MIN_LISTS,
                    RERANKER_STEP_LISTS,
                    RERANKER_REPLAY_RATIO,
                    RERANKER_LEARNING_RATE,
                    RERANKER_DISTILLATION,
                    RERANKER_WARMUP_LISTS,
                    RERANKER_SKIP_UNSHOWN,
                    HELD_OUT_SHARE,
                    HELD_OUT_SIZE,
                    SNAPSHOT_INTERVAL,
                    DELTA_INTERVAL,
                    RERANKER_INTERVAL,
                    NORM_DRIFT,
                    TOLERANCE,
                    MIN_HELD_OUT,
                    KEPT_STATES,
                    SEED);

    /** Readback of float32 outputs: they are computed twice from the same weights. */
    private static final double READ_BACK = 1e-5;

    private TrainOptions() {}

    /** Reads them all; what is wrong is noted in the reader. */
    public static TrainSettings read(OptionReader reader) {
        String store = reader.find(STORE);
        reader.check(
                store != null && !store.isBlank(), STORE, store, "name a store", "pass --store");
        return new TrainSettings(
                store == null ? "" : store,
                reader.find(RecommendOptions.MODEL),
                learning(reader),
                new PublishCadence(
                        positive(reader, SNAPSHOT_INTERVAL),
                        positive(reader, DELTA_INTERVAL),
                        positive(reader, RERANKER_INTERVAL)),
                new PublishGates(
                        atLeast(reader, 1, NORM_DRIFT),
                        atLeast(reader, 0, TOLERANCE),
                        reader.atLeast(1, MIN_HELD_OUT),
                        READ_BACK),
                reader.atLeast(1, KEPT_STATES));
    }

    private static OnlineSettings learning(OptionReader reader) {
        long studentOnly = positive(reader, STUDENT_ONLY_AFTER);
        long sample = positive(reader, SAMPLE_AFTER);
        reader.check(
                sample >= studentOnly,
                SAMPLE_AFTER,
                reader.get(SAMPLE_AFTER),
                "be at least " + STUDENT_ONLY_AFTER.key(),
                "raise it");
        int batchSize = reader.atLeast(1, BATCH_SIZE);
        return new OnlineSettings(
                batchSize,
                positive(reader, BATCH_MAX_AGE),
                reader.get(
                        MAX_WAITING,
                        value -> value >= batchSize,
                        "be at least " + BATCH_SIZE.key(),
                        "leave it out"),
                atLeast(reader, 0, REPLAY_RATIO),
                reader.atLeast(0, REPLAY_RESERVOIR),
                reader.atLeast(1, REPLAY_HORIZON),
                reader.atLeast(1, REMEMBERED),
                share(reader, HELD_OUT_SHARE),
                reader.atLeast(1, HELD_OUT_SIZE),
                reader.get(
                        CPU_SHARE,
                        value -> value > 0 && value <= 1,
                        "be more than 0 and at most 1",
                        "leave it out"),
                new BacklogPolicy(studentOnly, Math.max(studentOnly, sample)),
                backbone(reader),
                reranker(reader),
                reader.get(SEED));
    }

    private static RerankerSettings reranker(OptionReader reader) {
        return new RerankerSettings(
                reader.get(RERANKER),
                reader.atLeast(1, RERANKER_MIN_LISTS),
                reader.atLeast(1, RERANKER_STEP_LISTS),
                atLeast(reader, 0, RERANKER_REPLAY_RATIO),
                rate(reader, RERANKER_LEARNING_RATE),
                (float) share(reader, RERANKER_DISTILLATION),
                reader.atLeast(1, RERANKER_WARMUP_LISTS),
                (float) share(reader, RERANKER_SKIP_UNSHOWN),
                reader.get(SEED));
    }

    private static BackboneSettings backbone(OptionReader reader) {
        return new BackboneSettings(
                rate(reader, LEARNING_RATE),
                (float) atLeast(reader, 0, WEIGHT_DECAY),
                reader.get(
                                DROPOUT,
                                value -> value >= 0 && value < 1,
                                "be 0 or more and below 1",
                                "leave it out")
                        .floatValue(),
                reader.atLeast(2, MAX_EVENTS),
                reader.atLeast(1, STEP_POSITIONS),
                reader.atLeast(0, FULL_SOFTMAX_ITEMS),
                reader.atLeast(1, NEGATIVES),
                reader.atLeast(1, MAX_ITEMS),
                reader.get(SEED));
    }

    private static long positive(OptionReader reader, ConfigOption<Duration> option) {
        Duration value =
                reader.get(option, time -> time.toMillis() > 0, "be 1 ms or more", "leave it out");
        return Math.max(1, value.toMillis());
    }

    private static float rate(OptionReader reader, ConfigOption<Double> option) {
        return reader.get(
                        option,
                        value -> value > 0 && value < 1,
                        "be more than 0 and below 1",
                        "leave it out")
                .floatValue();
    }

    private static double atLeast(OptionReader reader, double least, ConfigOption<Double> option) {
        return reader.get(
                option, value -> value >= least, "be " + least + " or more", "leave it out");
    }

    private static double share(OptionReader reader, ConfigOption<Double> option) {
        return reader.get(option, value -> value >= 0 && value <= 1, "be 0 to 1", "leave it out");
    }

    private static ConfigOption<Integer> whole(String name, int value, String description) {
        return key("riffle.train." + name)
                .intType()
                .defaultValue(value)
                .withDescription(description);
    }

    private static ConfigOption<Double> real(String name, double value, String description) {
        return key("riffle.train." + name)
                .doubleType()
                .defaultValue(value)
                .withDescription(description);
    }

    private static ConfigOption<Duration> time(String name, Duration value, String description) {
        return key("riffle.train." + name)
                .durationType()
                .defaultValue(value)
                .withDescription(description);
    }
}
