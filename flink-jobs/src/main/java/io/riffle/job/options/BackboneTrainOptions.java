package io.riffle.job.options;

import static io.riffle.job.options.TrainKeys.real;
import static io.riffle.job.options.TrainKeys.whole;
import static org.apache.flink.configuration.ConfigOptions.key;

import io.riffle.schema.actions.ActionRules;
import io.riffle.training.stream.BackboneSettings;
import org.apache.flink.configuration.ConfigOption;

/** How the training job trains the backbone; part of {@link TrainOptions#ALL}. */
public final class BackboneTrainOptions {

    public static final ConfigOption<Double> LEARNING_RATE =
            real(
                    "learning-rate",
                    0.002,
                    "Step size of the backbone's optimiser when it starts from nothing.");
    public static final ConfigOption<Double> CONTINUED_RATE =
            real("learning-rate.continued", 0.0005, "The same when it starts from a model.");
    public static final ConfigOption<Integer> WARM_UP =
            whole("warm-up-steps", 100, "Steps over which the step size rises from 0.");
    public static final ConfigOption<Double> CLIP_NORM =
            real(
                    "clip-norm",
                    10,
                    "Longest global norm of the backbone's gradients; longer ones are shortened.");
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
            whole(
                    "max-items",
                    1_000_000,
                    "Items that may have a row; beyond it new ones get the rows of items that no"
                            + " catalogue lists and that were met least recently.");
    public static final ConfigOption<Boolean> LISTED_ONLY =
            key("riffle.train.listed-only")
                    .booleanType()
                    .defaultValue(false)
                    .withDescription(
                            "Whether an item must be in the catalogue to get a row, and so to be"
                                    + " recommended.");

    public static final ConfigOption<Double> DISLIKE_WEIGHT =
            real(
                    "dislike-weight",
                    0,
                    "How much a dislike of a proposed item teaches the backbone, as a negative,"
                            + " beside a click of weight 1; 0 teaches nothing.");

    private BackboneTrainOptions() {}

    /**
     * Reads them all; what is wrong is noted in the reader.
     *
     * @param actions what actions mean
     */
    static BackboneSettings read(OptionReader reader, ActionRules actions) {
        return new BackboneSettings(
                reader.rate(LEARNING_RATE),
                reader.rate(CONTINUED_RATE),
                reader.atLeast(0, WARM_UP),
                reader.get(CLIP_NORM, value -> value > 0, "be more than 0", "leave it out")
                        .floatValue(),
                (float) reader.atLeast(0, WEIGHT_DECAY),
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
                reader.get(LISTED_ONLY),
                reader.get(TrainOptions.SEED),
                actions,
                reader.get(
                                DISLIKE_WEIGHT,
                                value -> value >= 0 && value <= 100,
                                "be 0 to 100",
                                "leave it out")
                        .floatValue());
    }
}
