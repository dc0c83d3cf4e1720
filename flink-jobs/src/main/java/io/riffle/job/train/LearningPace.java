package io.riffle.job.train;

import io.riffle.training.online.OnlineTrainer;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/**
 * When the trainer learns: a batch at a time, with rests between batches as its share of the
 * processor asks. A rest ends by a timer, of which one at most is set.
 *
 * <p>All methods are called on the task thread.
 */
final class LearningPace {

    private final OnlineTrainer trainer;
    private final ProcessingTimeService time;
    private boolean waiting;

    LearningPace(OnlineTrainer trainer, ProcessingTimeService time) {
        this.trainer = trainer;
        this.time = time;
    }

    /** Learns a batch if one is due, and sees to the next. */
    void learnOrWait() {
        long wait = trainer.waitMs();
        if (wait == 0) {
            trainer.learn();
            wait = trainer.waitMs();
        }
        if (!waiting && wait < Long.MAX_VALUE) {
            waiting = true;
            long at = time.getCurrentProcessingTime() + Math.max(1, wait);
            var unused = time.registerTimer(at, this::onTimer);
        }
    }

    private void onTimer(long now) {
        waiting = false;
        learnOrWait();
    }
}
