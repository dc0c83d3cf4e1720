package io.riffle.training.samples;

import io.riffle.schema.HistoryEvent;
import io.riffle.schema.TrainingSample;
import io.riffle.training.stream.TargetSequences;
import java.util.List;

/**
 * What a sample still has to teach: the parts of it that were not learned from an earlier revision.
 *
 * @param sample the newest revision
 * @param teachesNext whether its next click is a target of the backbone that was not counted yet
 * @param labels slate labels that were not counted yet
 */
public record Lesson(TrainingSample sample, boolean teachesNext, List<HistoryEvent> labels) {
    /** Copies the labels. */
    public Lesson {
        labels = List.copyOf(labels);
    }

    /** A sample of which nothing was learned yet. */
    public static Lesson whole(TrainingSample sample) {
        return new Lesson(sample, TargetSequences.hasTarget(sample), sample.labels());
    }

    /** Whether there is nothing left to learn. */
    public boolean empty() {
        return !teachesNext && labels.isEmpty();
    }
}
