package io.riffle.job.options;

import static io.riffle.job.options.TrainKeys.real;
import static io.riffle.job.options.TrainKeys.whole;
import static org.apache.flink.configuration.ConfigOptions.key;

import io.riffle.schema.actions.ActionRules;
import io.riffle.training.reranker.RerankerSettings;
import org.apache.flink.configuration.ConfigOption;

/** How the training job trains the reranker; part of {@link TrainOptions#ALL}. */
public final class RerankerTrainOptions {

    public static final ConfigOption<Boolean> ENABLED =
            key("riffle.train.reranker.enabled")
                    .booleanType()
                    .defaultValue(true)
                    .withDescription("Whether a reranker is trained beside the backbone.");
    public static final ConfigOption<Integer> MIN_LISTS =
            whole(
                    "reranker.min-lists",
                    500,
                    "Lists with a click after which the reranker begins; categories and profile"
                            + " values that come later share the rows for the unlisted.");
    public static final ConfigOption<Integer> STEP_LISTS =
            whole(
                    "reranker.step-lists",
                    64,
                    "Lists of one optimiser step of the reranker, those learned again included.");
    public static final ConfigOption<Double> REPLAY_RATIO =
            real(
                    "reranker.replay-ratio",
                    4,
                    "Kept samples drawn for each new one; those with a click are learned again.");
    public static final ConfigOption<Double> LEARNING_RATE =
            real("reranker.learning-rate", 0.001, "Step size of the reranker's optimiser.");
    public static final ConfigOption<Double> DISTILLATION =
            real(
                    "reranker.distillation",
                    0.3,
                    "Weight of the teacher's lessons beside the labels; 0 trains no teacher.");
    public static final ConfigOption<Integer> WARMUP_LISTS =
            whole(
                    "reranker.warmup-lists",
                    5_000,
                    "Lists after which the teacher's lessons have their full weight.");
    public static final ConfigOption<Double> SKIP_UNSHOWN =
            real(
                    "reranker.skip-unshown",
                    1,
                    "Share of the lists of which only what was shown is learned from: 1 where users"
                            + " click what they are shown, 0 where clicks come from elsewhere.");

    private RerankerTrainOptions() {}

    /**
     * Reads them all; what is wrong is noted in the reader.
     *
     * @param actions what actions mean
     */
    static RerankerSettings read(OptionReader reader, ActionRules actions) {
        return new RerankerSettings(
                reader.get(ENABLED),
                reader.atLeast(1, MIN_LISTS),
                reader.atLeast(1, STEP_LISTS),
                reader.atLeast(0, REPLAY_RATIO),
                reader.rate(LEARNING_RATE),
                (float) reader.share(DISTILLATION),
                reader.atLeast(1, WARMUP_LISTS),
                (float) reader.share(SKIP_UNSHOWN),
                reader.get(TrainOptions.SEED),
                actions);
    }
}
