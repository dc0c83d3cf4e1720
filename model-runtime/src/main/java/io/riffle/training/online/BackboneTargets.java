package io.riffle.training.online;

import io.riffle.schema.HistoryEvent;
import io.riffle.schema.TrainingSample;
import io.riffle.schema.actions.ActionRules;
import io.riffle.training.samples.Lesson;
import java.util.ArrayList;
import java.util.List;

/** What lessons teach a backbone: the clicks that came next, and what users did not want. */
final class BackboneTargets {
    private BackboneTargets() {}

    /** Samples whose next click is new. */
    static List<TrainingSample> wanted(List<Lesson> lessons) {
        List<TrainingSample> targets = new ArrayList<>();
        for (Lesson lesson : lessons) {
            if (lesson.teachesNext()) {
                targets.add(lesson.sample());
            }
        }
        return targets;
    }

    /** For each new dislike of an item that was proposed, the request and the dislike after it. */
    static List<TrainingSample> disliked(List<Lesson> lessons) {
        List<TrainingSample> disliked = new ArrayList<>();
        for (Lesson lesson : lessons) {
            // What was proposed to a replayed request may have been something else.
            if (lesson.sample().history().isEmpty() || lesson.sample().replayed()) {
                continue;
            }
            for (HistoryEvent label : lesson.labels()) {
                if (ActionRules.negative(label.action())) {
                    disliked.add(lesson.sample().withEvents(label, List.of()));
                }
            }
        }
        return disliked;
    }
}
