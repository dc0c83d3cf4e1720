package io.riffle.training.backbone;

/**
 * How a backbone is trained.
 *
 * @param epochs passes over the interactions
 * @param batchPositions positions of one step, padding included
 * @param learningRate peak step size of AdamW
 * @param warmUpSteps steps over which the learning rate rises from 0
 * @param finalRate share of the learning rate left at the end, which a cosine falls to; 1 keeps it
 *     constant, as published
 * @param weightDecay decoupled, per step times learning rate; 0 as published
 * @param dropout rate on the input rows and before each linear stage
 * @param negatives what a target competes with
 * @param negativeCount rows drawn, when they are drawn
 * @param queryTime time a position is asked with
 * @param windows stretches of long histories
 * @param seed of initialisation, data order, negatives and dropout
 */
public record TrainingOptions(
        int epochs,
        int batchPositions,
        float learningRate,
        int warmUpSteps,
        float finalRate,
        float weightDecay,
        float dropout,
        Negatives negatives,
        int negativeCount,
        QueryTime queryTime,
        Windows windows,
        long seed) {
    /** Good settings for a catalogue of some thousand items. */
    public static final TrainingOptions DEFAULT =
            new TrainingOptions(
                    14,
                    1024,
                    2e-3f,
                    100,
                    0.02f,
                    0,
                    0.2f,
                    Negatives.ALL,
                    128,
                    QueryTime.NEXT,
                    Windows.ALL,
                    42);

    /** Checks that every number is in its range. */
    public TrainingOptions {
        require("epochs", epochs, epochs >= 1, "at least 1");
        require("batch positions", batchPositions, batchPositions >= 1, "at least 1");
        require("learning rate", learningRate, learningRate > 0, "more than 0");
        require("warm-up steps", warmUpSteps, warmUpSteps >= 0, "at least 0");
        require("final rate", finalRate, finalRate >= 0 && finalRate <= 1, "0 to 1");
        require("weight decay", weightDecay, weightDecay >= 0, "at least 0");
        require("dropout", dropout, dropout >= 0 && dropout < 1, "at least 0 and below 1");
        require("negative count", negativeCount, negativeCount >= 1, "at least 1");
    }

    /** The same with targets that compete with other rows. */
    TrainingOptions withNegatives(Negatives others) {
        return new TrainingOptions(
                epochs,
                batchPositions,
                learningRate,
                warmUpSteps,
                finalRate,
                weightDecay,
                dropout,
                others,
                negativeCount,
                queryTime,
                windows,
                seed);
    }

    /** Learning rate of a step out of all of them. */
    public float learningRate(long step, long steps) {
        double warm = Math.min(1, (step + 1.0) / (warmUpSteps + 1.0));
        double done = Math.min(1, (double) step / Math.max(1, steps));
        double cosine = finalRate + (1 - finalRate) * 0.5 * (1 + Math.cos(Math.PI * done));
        return (float) (learningRate * warm * cosine);
    }

    private static void require(String thing, double value, boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "The "
                            + thing
                            + " ("
                            + (value == Math.rint(value) ? Long.toString((long) value) : value + "")
                            + ") of the training options must be "
                            + rule
                            + ".\nMaybe use the default.");
        }
    }
}
