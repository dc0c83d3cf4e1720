package io.riffle.lab.demo;

import io.riffle.job.options.BackboneTrainOptions;
import io.riffle.job.options.BacklogOptions;
import io.riffle.job.options.ModelOptions;
import io.riffle.job.options.PublishOptions;
import io.riffle.job.options.RerankerTrainOptions;
import io.riffle.job.options.TrainOptions;
import java.time.Duration;
import org.apache.flink.configuration.Configuration;

/** How the demo's models learn: from nothing to something within two minutes, beside serving. */
final class DemoLearning {

    /** Less than three checkpoints, so that each third one carries a version and none is missed. */
    private static final Duration PUBLISH_INTERVAL = Duration.ofSeconds(8);

    /** From random weights to sensible ones in a minute or two. */
    private static final double LEARNING_RATE = 0.005;

    /** Histories are short: about what half a kept one for each click comes to. */
    private static final double REPLAY_RATIO = 2;

    /** Some seconds: the demo has a minute. */
    private static final int WARM_UP_STEPS = 20;

    /** Random weights are small: they grow at first. */
    private static final double NORM_DRIFT = 8;

    /** Some seconds of clicks, so that the reranker begins with the first backbones. */
    private static final int RERANKER_MIN_LISTS = 100;

    /** Few clicks must judge, and what a young model did is soon forgotten. */
    private static final int MIN_HELD_OUT = 20;

    private static final int HELD_OUT_SIZE = 300;

    /** The reranker has to catch up with a generator that is ahead of it. */
    private static final double RERANKER_REPLAY_RATIO = 6;

    private static final double RERANKER_LEARNING_RATE = 0.002;

    /** Beyond that more clicks come than one core can learn: some are not. */
    private static final Duration STUDENT_ONLY_AFTER = Duration.ofSeconds(15);

    private static final Duration SAMPLE_AFTER = Duration.ofSeconds(20);

    /** Little else to do for a second core. */
    private static final double CPU_SHARE = 0.9;

    private DemoLearning() {}

    /** Publishes often, so that a click teaches what serves within half a minute. */
    static void configure(Configuration settings, String store) {
        settings.set(TrainOptions.STORE, store);
        settings.set(PublishOptions.SNAPSHOT_INTERVAL, PUBLISH_INTERVAL);
        settings.set(PublishOptions.DELTA_INTERVAL, PUBLISH_INTERVAL);
        settings.set(PublishOptions.RERANKER_INTERVAL, PUBLISH_INTERVAL);
        settings.set(BackboneTrainOptions.LEARNING_RATE, LEARNING_RATE);
        // The demo's first version is published, and has learned nothing yet.
        settings.set(BackboneTrainOptions.CONTINUED_RATE, LEARNING_RATE);
        settings.set(BackboneTrainOptions.WARM_UP, WARM_UP_STEPS);
        settings.set(TrainOptions.REPLAY_RATIO, REPLAY_RATIO);
        settings.set(PublishOptions.NORM_DRIFT, NORM_DRIFT);
        settings.set(RerankerTrainOptions.MIN_LISTS, RERANKER_MIN_LISTS);
        settings.set(RerankerTrainOptions.REPLAY_RATIO, RERANKER_REPLAY_RATIO);
        settings.set(RerankerTrainOptions.LEARNING_RATE, RERANKER_LEARNING_RATE);
        settings.set(PublishOptions.MIN_HELD_OUT, MIN_HELD_OUT);
        settings.set(BacklogOptions.STUDENT_ONLY_AFTER, STUDENT_ONLY_AFTER);
        settings.set(BacklogOptions.SAMPLE_AFTER, SAMPLE_AFTER);
        settings.set(TrainOptions.CPU_SHARE, CPU_SHARE);
        settings.set(TrainOptions.HELD_OUT_SIZE, HELD_OUT_SIZE);
        // Simulated users click what they like, shown or not.
        settings.set(RerankerTrainOptions.SKIP_UNSHOWN, 0.0);
        // Cached values of the version before are good enough to go on with.
        settings.set(ModelOptions.CACHE_MAX_VERSION_LAG, 1);
    }
}
