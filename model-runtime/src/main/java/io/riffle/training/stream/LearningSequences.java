package io.riffle.training.stream;

import io.riffle.model.fuxi.FuxiConfig;
import io.riffle.schema.TrainingSample;
import io.riffle.training.backbone.TrainingSequence;
import java.util.ArrayList;
import java.util.List;

/**
 * What a step of a backbone learns from: new targets, kept windows, and what is not wanted, in the
 * order in which they are added.
 */
final class LearningSequences {
    private final BackboneSettings settings;
    private final int maxEvents; // the last target included
    private final List<TargetSequence> sequences = new ArrayList<>();

    /** None yet; none will be longer than the model reads. */
    LearningSequences(BackboneSettings settings, FuxiConfig config) {
        this.settings = settings;
        this.maxEvents = Math.min(settings.maxEvents(), config.maxHistory() + 1);
    }

    /** Each new target once; samples of one user oldest first. */
    void targets(List<TrainingSample> samples) {
        sequences.addAll(TargetSequences.sequences(samples, maxEvents, settings.actions()));
    }

    /** Kept samples, which teach at every position. */
    void replayed(List<TrainingSample> samples) {
        for (TrainingSample sample : samples) {
            if (TargetSequences.hasTarget(sample)) {
                sequences.add(TargetSequences.window(sample, maxEvents, settings.actions()));
            }
        }
    }

    /** Samples whose next event is not wanted, with a history. */
    void unwanted(List<TrainingSample> samples) {
        for (TrainingSample sample : samples) {
            sequences.add(TargetSequences.unwanted(sample, maxEvents, settings.dislikeWeight()));
        }
    }

    /** As rows of items, without what has none. */
    List<TrainingSequence> known(GrowingItems items) {
        List<TrainingSequence> known = new ArrayList<>(sequences.size());
        for (TargetSequence sequence : sequences) {
            TrainingSequence rows = sequence.known(items);
            if (rows != null) {
                known.add(rows);
            }
        }
        return known;
    }
}
