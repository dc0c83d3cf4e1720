package io.riffle.training.stream;

import io.riffle.schema.actions.ActionRules;
import io.riffle.training.backbone.Negatives;
import io.riffle.training.backbone.QueryTime;
import io.riffle.training.backbone.TrainingOptions;
import io.riffle.training.backbone.Windows;
import java.io.Serializable;

/**
 * How a backbone learns from the stream.
 *
 * @param learningRate step size of AdamW for a backbone that starts from nothing, constant: a
 *     stream has no end to anneal for
 * @param continuedRate the same for one that starts from a model
 * @param warmUpSteps steps over which the rate rises from 0, since moments begin at zero
 * @param clipNorm longest global norm of a step's gradients; longer ones are shortened to it
 * @param weightDecay decoupled, per step times learning rate
 * @param dropout rate on the input rows and before each linear stage
 * @param maxEvents longest sequence learned from, its last target included
 * @param stepPositions positions of one optimiser step, padding included
 * @param fullSoftmaxRows largest catalogue of which every item is a negative; beyond it negatives
 *     are drawn
 * @param drawnNegatives negatives drawn for a step, shared by its targets
 * @param maxItems item rows that may be given out
 * @param listedOnly whether an item must be in the catalogue to get a row
 * @param seed of new rows, negatives and dropout
 * @param actions how much each action teaches
 * @param dislikeWeight how much a dislike teaches, beside a click of weight 1; 0 = nothing
 */
public record BackboneSettings(
        float learningRate,
        float continuedRate,
        int warmUpSteps,
        float clipNorm,
        float weightDecay,
        float dropout,
        int maxEvents,
        int stepPositions,
        int fullSoftmaxRows,
        int drawnNegatives,
        int maxItems,
        boolean listedOnly,
        long seed,
        ActionRules actions,
        float dislikeWeight)
        implements Serializable {
    /** Good settings for a catalogue of some thousand items. */
    public static final BackboneSettings DEFAULT =
            new BackboneSettings(
                    2e-3f, 5e-4f, 100, 10, 0, 0.1f, 65, 4096, 20_000, 2048, 1_000_000, false, 42);

    /** Settings under which actions mean what they usually do, and dislikes teach nothing. */
    public BackboneSettings(
            float learningRate,
            float continuedRate,
            int warmUpSteps,
            float clipNorm,
            float weightDecay,
            float dropout,
            int maxEvents,
            int stepPositions,
            int fullSoftmaxRows,
            int drawnNegatives,
            int maxItems,
            boolean listedOnly,
            long seed) {
        this(
                learningRate,
                continuedRate,
                warmUpSteps,
                clipNorm,
                weightDecay,
                dropout,
                maxEvents,
                stepPositions,
                fullSoftmaxRows,
                drawnNegatives,
                maxItems,
                listedOnly,
                seed,
                ActionRules.USUAL,
                0);
    }

    /** What targets compete with in a step over so many item rows. */
    Negatives negatives(int itemRows) {
        return itemRows <= fullSoftmaxRows ? Negatives.ALL : Negatives.SHARED;
    }

    /**
     * The same as a trainer takes it: asked as served, one step at a time.
     *
     * @param itemRows there are at first
     * @throws IllegalArgumentException for a value out of range, naming value and rule
     */
    public TrainingOptions options(int itemRows) {
        return new TrainingOptions(
                1,
                stepPositions,
                learningRate,
                0,
                1,
                weightDecay,
                dropout,
                negatives(itemRows),
                drawnNegatives,
                QueryTime.OWN,
                Windows.ALL,
                seed);
    }
}
