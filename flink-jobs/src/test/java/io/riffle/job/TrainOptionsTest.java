package io.riffle.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.job.options.BacklogOptions;
import io.riffle.job.options.OptionReader;
import io.riffle.job.options.OptionsException;
import io.riffle.job.options.PublishOptions;
import io.riffle.job.options.RecommendOptions;
import io.riffle.job.options.RerankerTrainOptions;
import io.riffle.job.options.TrainOptions;
import io.riffle.job.settings.TrainSettings;
import io.riffle.training.online.BacklogPolicy;
import io.riffle.training.online.OnlineSettings;
import io.riffle.training.reranker.RerankerSettings;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class TrainOptionsTest {

    @Test
    void defaultsNeedAStoreOnly() {
        Configuration configuration = new Configuration();
        configuration.set(TrainOptions.STORE, "/models");

        TrainSettings settings = read(configuration);

        assertThat(settings.store()).isEqualTo("/models");
        assertThat(settings.model()).isNull();
        assertThat(settings.learning().batchSize()).isEqualTo(64);
        assertThat(settings.learning().backbone().learningRate()).isEqualTo(0.002f);
        assertThat(settings.cadence().snapshotMs()).isEqualTo(600_000);
        assertThat(settings.upkeep()).isEqualTo(new TrainSettings.Upkeep(20, 10));
        assertThat(settings.learning().reranker()).isEqualTo(RerankerSettings.DEFAULT);
        // What an evaluation takes for the training job's is what the job takes.
        assertThat(settings.learning()).isEqualTo(OnlineSettings.DEFAULT);
    }

    @Test
    void whatIsSetIsRead() {
        Configuration configuration = new Configuration();
        configuration.set(TrainOptions.STORE, "/models");
        configuration.set(RecommendOptions.MODEL, "/models/backbone/3");
        configuration.set(TrainOptions.BATCH_SIZE, 7);
        configuration.set(TrainOptions.BATCH_MAX_AGE, Duration.ofMillis(5));
        configuration.set(TrainOptions.CPU_SHARE, 0.25);
        configuration.set(BacklogOptions.SAMPLE_AFTER, Duration.ofMinutes(9));
        configuration.set(PublishOptions.DELTA_INTERVAL, Duration.ofSeconds(4));
        configuration.set(PublishOptions.NORM_DRIFT, 2.0);
        configuration.set(TrainOptions.KEPT_STATES, 2);
        configuration.set(PublishOptions.KEEP_VERSIONS, 5);
        configuration.set(PublishOptions.KEEP_CHECKPOINTS, 3);
        configuration.set(RerankerTrainOptions.ENABLED, false);
        configuration.set(RerankerTrainOptions.MIN_LISTS, 11);
        configuration.set(RerankerTrainOptions.STEP_LISTS, 12);
        configuration.set(RerankerTrainOptions.REPLAY_RATIO, 7.0);
        configuration.set(RerankerTrainOptions.LEARNING_RATE, 0.5);
        configuration.set(RerankerTrainOptions.DISTILLATION, 0.25);
        configuration.set(RerankerTrainOptions.WARMUP_LISTS, 13);
        configuration.set(RerankerTrainOptions.SKIP_UNSHOWN, 0.75);
        configuration.set(TrainOptions.SOURCES, false);
        configuration.set(TrainOptions.SEED, 14);

        TrainSettings settings = read(configuration);

        assertThat(settings.model()).isEqualTo("/models/backbone/3");
        assertThat(settings.learning().batchSize()).isEqualTo(7);
        assertThat(settings.learning().batchAgeMs()).isEqualTo(5);
        assertThat(settings.learning().cpuShare()).isEqualTo(0.25);
        assertThat(settings.learning().blends()).isFalse();
        assertThat(settings.learning().backlog().sampleAfterMs()).isEqualTo(540_000);
        assertThat(settings.cadence().deltaMs()).isEqualTo(4_000);
        assertThat(settings.gates().normDrift()).isEqualTo(2.0);
        assertThat(settings.upkeep()).isEqualTo(new TrainSettings.Upkeep(5, 3));
        assertThat(settings.learning().reranker())
                .isEqualTo(new RerankerSettings(false, 11, 12, 7, 0.5f, 0.25f, 13, 0.75f, 14));
    }

    @Test
    void asManyCheckpointsAreSparedAsFlinkRetains() {
        Configuration configuration = new Configuration();
        configuration.set(TrainOptions.STORE, "/models");
        configuration.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 30);

        assertThat(read(configuration).upkeep().checkpoints()).isEqualTo(30);
    }

    /** A sample comes with the checkpoint that wrote it: as old as an interval, and no backlog. */
    @Test
    void ageThatACheckpointGivesASampleIsNoBacklog() {
        Configuration configuration = new Configuration();
        configuration.set(TrainOptions.STORE, "/models");
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMinutes(3));
        BacklogPolicy policy = read(configuration).learning().backlog();
        assertThat(policy.mode(180_000)).isEqualTo(BacklogPolicy.Mode.ALL);
        assertThat(policy.mode(180_000 + 30_001)).isEqualTo(BacklogPolicy.Mode.STUDENT_ONLY);
        assertThat(policy.mode(180_000 + 120_001)).isEqualTo(BacklogPolicy.Mode.SAMPLED);
    }

    @Test
    void everythingWrongIsReportedAtOnce() {
        Configuration configuration = new Configuration();
        configuration.set(TrainOptions.BATCH_SIZE, 0);
        configuration.set(TrainOptions.CPU_SHARE, 1.5);
        configuration.set(BacklogOptions.SAMPLE_AFTER, Duration.ofSeconds(1));
        configuration.set(RerankerTrainOptions.LEARNING_RATE, 0.0);
        configuration.set(RerankerTrainOptions.SKIP_UNSHOWN, 2.0);
        configuration.set(PublishOptions.KEEP_VERSIONS, 1);
        configuration.set(PublishOptions.KEEP_CHECKPOINTS, 4);
        configuration.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 5);
        configuration.setString("riffle.train.batchsize", "64");

        assertThatThrownBy(() -> read(configuration))
                .isInstanceOf(OptionsException.class)
                .hasMessageContaining("riffle.train.store")
                .hasMessageContaining("riffle.train.batch.size")
                .hasMessageContaining("riffle.train.cpu-share")
                .hasMessageContaining("riffle.train.backlog.sample-after")
                .hasMessageContaining("riffle.train.reranker.learning-rate")
                .hasMessageContaining("riffle.train.reranker.skip-unshown")
                .hasMessageContaining("(1) of riffle.train.keep-versions must be 2 or more")
                .hasMessageContaining("(4) of riffle.train.keep-checkpoints must be 5 or more")
                .hasMessageContaining("riffle.train.batchsize");
    }

    private static TrainSettings read(Configuration configuration) {
        OptionReader reader = new OptionReader(configuration);
        TrainSettings settings = TrainOptions.read(reader);
        JobConfiguration.finish(reader);
        return settings;
    }
}
