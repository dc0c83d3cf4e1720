package io.riffle.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.job.RecommendationJob;
import io.riffle.job.options.KafkaOptions;
import io.riffle.job.options.TopicOptions;
import io.riffle.lab.kafka.Brokers;
import io.riffle.lab.kafka.TopicPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a job finds out about a real broker before it starts. */
class KafkaCheckITCase {

    @TempDir private static Path folder;
    private static EmbeddedKafka kafka;

    @BeforeAll
    static void start() {
        kafka = new EmbeddedKafka(folder, 0);
        List<TopicPlan> plans = new ArrayList<>(TopicPlan.all(2));
        plans.add(new TopicPlan("four-announcements", 4, Map.of("cleanup.policy", "compact")));
        plans.add(new TopicPlan("kept-for-a-week", 1, Map.of()));
        plans.add(new TopicPlan("narrow", 1, Map.of("max.message.bytes", "100000")));
        try (Brokers brokers = Brokers.connect(kafka.addresses())) {
            brokers.create(plans, (short) 1);
        }
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void topicsAsPlannedAreAccepted() {
        assertThat(RecommendationJob.onKafka(settings())).isNotNull();
    }

    @Test
    void everyTopicThatIsNotAsItMustBeIsNamed() {
        Configuration settings = settings();
        settings.set(TopicOptions.CATALOGUE, "kept-for-a-week");
        settings.set(TopicOptions.DEAD_LETTERS, "narrow");
        settings.set(KafkaOptions.TRANSACTION_TIMEOUT, Duration.ofHours(1));
        assertThatThrownBy(() -> RecommendationJob.onKafka(settings))
                .hasMessageContaining("The cleanup.policy (delete) of topic kept-for-a-week must")
                .hasMessageContaining("The max.message.bytes (100000) of topic narrow must be")
                .hasMessageContaining("The value (PT1H) of riffle.kafka.transaction-timeout must");
    }

    @Test
    void announcementsOfSeveralPartitionsAreRefused() {
        Configuration settings = settings();
        settings.set(TopicOptions.UPDATES, "four-announcements");
        assertThatThrownBy(() -> RecommendationJob.onKafka(settings))
                .hasMessageContaining("The topic (four-announcements, 4 partitions)");
    }

    private static Configuration settings() {
        Configuration settings = new Configuration();
        settings.set(KafkaOptions.BROKERS, kafka.addresses());
        settings.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        return settings;
    }
}
