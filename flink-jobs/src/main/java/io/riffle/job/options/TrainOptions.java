package io.riffle.job.options;

import static io.riffle.job.options.TrainKeys.real;
import static io.riffle.job.options.TrainKeys.time;
import static io.riffle.job.options.TrainKeys.whole;
import static org.apache.flink.configuration.ConfigOptions.key;

import io.riffle.job.settings.TrainSettings;
import io.riffle.schema.actions.ActionRules;
import io.riffle.training.online.OnlineSettings;
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
                            "Where models are published: any file system that Flink knows.");

    public static final ConfigOption<Integer> BATCH_SIZE =
            whole("batch.size", 64, "New samples of one training batch.");
    public static final ConfigOption<Duration> BATCH_MAX_AGE =
            time("batch.max-age", Duration.ofSeconds(1), "Longest wait of a sample for others.");
    public static final ConfigOption<Integer> MAX_WAITING =
            whole("max-waiting", 4_096, "Samples that may wait; beyond it learning takes no rest.");
    public static final ConfigOption<Double> CPU_SHARE =
            real("cpu-share", 0.5, "Share of a core's time that learning may take.");
    public static final ConfigOption<Double> REPLAY_RATIO =
            real(
                    "replay.ratio",
                    1.0,
                    "Positions of kept samples that are learned again for each new sample.");
    public static final ConfigOption<Integer> REPLAY_RESERVOIR =
            whole("replay.reservoir", 5_000, "Samples kept for replay.");
    public static final ConfigOption<Integer> REPLAY_HORIZON =
            whole("replay.horizon", 200_000, "Samples after which kept ones begin to fade.");
    public static final ConfigOption<Integer> REMEMBERED =
            whole(
                    "remembered",
                    200_000,
                    "Requests whose learned revisions are remembered, so that none counts twice.");
    public static final ConfigOption<Double> HELD_OUT_SHARE =
            real(
                    "held-out.share",
                    0.25,
                    "Share of the requests that wait before they are learned, so that models are"
                            + " judged on what they have not learned; of explored ones at least"
                            + " half; 0 judges nothing.");
    public static final ConfigOption<Integer> HELD_OUT_SIZE =
            whole(
                    "held-out.size",
                    500,
                    "Requests with slate labels that wait, of explored ones as many again; of all"
                            + " requests eight times as many.");
    public static final ConfigOption<Integer> KEPT_STATES =
            whole(
                    "kept-states",
                    10,
                    "Without effect: checkpoints and savepoints hold the trainer's state"
                            + " themselves.");
    public static final ConfigOption<Boolean> SOURCES =
            key("riffle.train.sources.enabled")
                    .booleanType()
                    .defaultValue(true)
                    .withDescription(
                            "Whether popularity and neighbours propose beside the backbone, once"
                                    + " their blend is better than what serves.");
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
                    BacklogOptions.STUDENT_ONLY_AFTER,
                    BacklogOptions.SAMPLE_AFTER,
                    ActionOptions.WEIGHTS,
                    BackboneTrainOptions.LEARNING_RATE,
                    BackboneTrainOptions.CONTINUED_RATE,
                    BackboneTrainOptions.WARM_UP,
                    BackboneTrainOptions.CLIP_NORM,
                    BackboneTrainOptions.WEIGHT_DECAY,
                    BackboneTrainOptions.DROPOUT,
                    BackboneTrainOptions.MAX_EVENTS,
                    BackboneTrainOptions.STEP_POSITIONS,
                    BackboneTrainOptions.FULL_SOFTMAX_ITEMS,
                    BackboneTrainOptions.NEGATIVES,
                    BackboneTrainOptions.MAX_ITEMS,
                    BackboneTrainOptions.LISTED_ONLY,
                    BackboneTrainOptions.DISLIKE_WEIGHT,
                    RerankerTrainOptions.ENABLED,
                    RerankerTrainOptions.MIN_LISTS,
                    RerankerTrainOptions.STEP_LISTS,
                    RerankerTrainOptions.REPLAY_RATIO,
                    RerankerTrainOptions.LEARNING_RATE,
                    RerankerTrainOptions.DISTILLATION,
                    RerankerTrainOptions.WARMUP_LISTS,
                    RerankerTrainOptions.SKIP_UNSHOWN,
                    SOURCES,
                    HELD_OUT_SHARE,
                    HELD_OUT_SIZE,
                    PublishOptions.SNAPSHOT_INTERVAL,
                    PublishOptions.DELTA_INTERVAL,
                    PublishOptions.SOURCES_INTERVAL,
                    PublishOptions.RERANKER_INTERVAL,
                    PublishOptions.NORM_DRIFT,
                    PublishOptions.TOLERANCE,
                    PublishOptions.LIST_TOLERANCE,
                    PublishOptions.FLOOR_WINDOW,
                    PublishOptions.MIN_HELD_OUT,
                    PublishOptions.KEEP_VERSIONS,
                    PublishOptions.KEEP_CHECKPOINTS,
                    KEPT_STATES,
                    SEED);

    private TrainOptions() {}

    /** Reads them all; what is wrong is noted in the reader. */
    public static TrainSettings read(OptionReader reader) {
        String store = reader.find(STORE);
        reader.check(
                store != null && !store.isBlank(), STORE, store, "name a store", "pass --store");
        reader.atLeast(1, KEPT_STATES);
        return new TrainSettings(
                store == null ? "" : store,
                reader.find(RecommendOptions.MODEL),
                learning(reader),
                PublishOptions.cadence(reader),
                PublishOptions.gates(reader),
                PublishOptions.upkeep(reader));
    }

    private static OnlineSettings learning(OptionReader reader) {
        int batchSize = reader.atLeast(1, BATCH_SIZE);
        ActionRules actions = ActionOptions.rules(reader);
        return new OnlineSettings(
                batchSize,
                reader.millis(BATCH_MAX_AGE),
                reader.get(
                        MAX_WAITING,
                        value -> value >= batchSize,
                        "be at least " + BATCH_SIZE.key(),
                        "leave it out"),
                reader.atLeast(0, REPLAY_RATIO),
                reader.atLeast(0, REPLAY_RESERVOIR),
                reader.atLeast(1, REPLAY_HORIZON),
                reader.atLeast(1, REMEMBERED),
                reader.share(HELD_OUT_SHARE),
                reader.atLeast(1, HELD_OUT_SIZE),
                reader.get(
                        CPU_SHARE,
                        value -> value > 0 && value <= 1,
                        "be more than 0 and at most 1",
                        "leave it out"),
                BacklogOptions.read(reader),
                BackboneTrainOptions.read(reader, actions),
                RerankerTrainOptions.read(reader, actions),
                reader.get(SOURCES),
                reader.get(SEED));
    }
}
