package io.riffle.training;

import io.riffle.schema.TrainingSample;
import java.util.ArrayList;
import java.util.List;

/** What a batch of samples teaches; those that teach nothing are counted and remembered. */
final class LessonBatch {
    private final List<Lesson> lessons = new ArrayList<>();
    private final List<Boolean> firsts = new ArrayList<>();

    private LessonBatch() {}

    /** Takes samples in, in order of arrival. */
    static LessonBatch of(
            List<SampleBuffer.Waiting> taken, LearnedSamples learned, OnlineCounters counters) {
        LessonBatch batch = new LessonBatch();
        for (SampleBuffer.Waiting waiting : taken) {
            TrainingSample sample = waiting.sample();
            if (learned.repeats(sample)) {
                counters.repeated++;
                continue;
            }
            Lesson lesson = learned.lesson(sample);
            boolean first = !learned.taught(sample);
            // At once: a revision in the same batch must find it. Also what says nothing.
            learned.learned(sample);
            if (lesson.empty()) {
                counters.unanswered++;
            } else {
                batch.lessons.add(lesson);
                batch.firsts.add(first);
                counters.learnedClick(waiting.received());
            }
        }
        return batch;
    }

    List<Lesson> lessons() {
        return lessons;
    }

    /** Offers what was learned for replay. */
    void keep(Reservoir reservoir) {
        for (int i = 0; i < lessons.size(); i++) {
            reservoir.offer(lessons.get(i).sample(), firsts.get(i));
        }
    }
}
