package io.riffle.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.riffle.lab.console.CommandException;
import io.riffle.lab.kafka.Brokers;
import io.riffle.lab.kafka.TopicPlan;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaITCase {

    @TempDir private static Path folder;
    private static EmbeddedKafka kafka;

    @BeforeAll
    static void start() {
        kafka = new EmbeddedKafka(folder, 0);
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void topicsAreMadeOnceAndAsPlanned() {
        try (Brokers brokers = Brokers.connect(kafka.addresses())) {
            List<TopicPlan> plans = TopicPlan.all(3);
            assertThat(brokers.create(plans, (short) 1)).hasSize(plans.size());
            assertThat(brokers.create(plans, (short) 1)).isEmpty();
            assertThat(brokers.describe(List.of("model-updates", "item-catalog", "not-there")))
                    .extracting(
                            Brokers.TopicState::name,
                            Brokers.TopicState::partitions,
                            topic -> topic.settings().get("cleanup.policy"))
                    .containsExactly(
                            tuple("model-updates", 1, "compact"),
                            tuple("item-catalog", 3, "compact"));
        }
    }

    @Test
    void portInUseIsNamed(@TempDir Path other) {
        int port = kafka.port();
        assertThatThrownBy(() -> new EmbeddedKafka(other, port))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("The port (" + port + ") of --port must be free");
    }
}
