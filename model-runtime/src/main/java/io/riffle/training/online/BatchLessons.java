package io.riffle.training.online;

import io.riffle.schema.TrainingSample;
import io.riffle.training.samples.LearnedSamples;
import io.riffle.training.samples.Lesson;
import io.riffle.training.samples.SampleBuffer;
import io.riffle.training.samples.Taken;
import java.util.ArrayList;
import java.util.List;

/**
 * What the samples of a batch teach: repeats are passed over, of a revision only its news is
 * taught, and items that are named are met.
 *
 * <p><b>State</b>: what was learned and met, which it is given.
 */
final class BatchLessons {
    private final LearnedSamples learned;
    private final MetItems metItems;
    private final BatchLearning learning;
    private final SourceLearning sources;
    private final OnlineCounters counters;

    BatchLessons(
            LearnedSamples learned,
            MetItems metItems,
            BatchLearning learning,
            SourceLearning sources,
            OnlineCounters counters) {
        this.learned = learned;
        this.metItems = metItems;
        this.learning = learning;
        this.sources = sources;
        this.counters = counters;
    }

    /** Lessons in the order of the samples; one that teaches nothing stands among them. */
    List<Taken> of(List<SampleBuffer.Waiting> taken) {
        List<Taken> batch = new ArrayList<>(taken.size());
        for (SampleBuffer.Waiting waiting : taken) {
            if (learned.repeats(waiting.sample())) {
                counters.repeated++;
                continue;
            }
            TrainingSample sample =
                    metItems.knows(waiting.sample(), learning.earlier(waiting.sample()));
            Lesson lesson = learned.lesson(sample);
            boolean first = !learned.taught(sample);
            // At once: a revision in the same batch must find it. Nor is what says nothing
            // forgotten.
            learned.learned(sample);
            batch.add(new Taken(lesson, first));
            sources.take(waiting.sample(), lesson, first);
            if (lesson.empty()) {
                counters.unanswered++;
                continue;
            }
            counters.learnedClick(waiting.received());
            metItems.taught(lesson);
        }
        return batch;
    }
}
