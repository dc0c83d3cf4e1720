package io.riffle.job.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.io.KafkaSettings.Guarantee;
import io.riffle.job.io.KafkaSettings.Start;
import io.riffle.job.io.KafkaSettings.Topics;
import io.riffle.schema.SizeLimits;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TopicRulesTest {

    private final TopicRules recommend = new TopicRules(settings());
    private final TopicRules train = new TopicRules(settings().ofJob("g-train", "train"));

    @Test
    void announcementsMustHaveAnOrder() {
        assertThat(recommend.problems(topic("m", 1, null))).isEmpty();
        assertThat(recommend.problems(topic("r", 40, null))).isEmpty();
        assertThat(recommend.problems(topic("m", 2, null)))
                .singleElement()
                .asString()
                .startsWith("The topic (m, 2 partitions) of brokers b:1 must have one partition.");
    }

    @Test
    void whatIsReadByKeyMustBeCompacted() {
        for (String topic : List.of("i", "p", "m", "l")) {
            assertThat(recommend.problems(topic, config("cleanup.policy", "compact"))).isEmpty();
            assertThat(recommend.problems(topic, config("cleanup.policy", "compact,delete")))
                    .isEmpty();
            assertThat(recommend.problems(topic, config("cleanup.policy", "delete")))
                    .singleElement()
                    .asString()
                    .startsWith("The cleanup.policy (delete) of topic " + topic + " must contain");
        }
        assertThat(recommend.problems("c", config("cleanup.policy", "delete"))).isEmpty();
    }

    @Test
    void whatIsWrittenMustFit() {
        String enough = Integer.toString(SizeLimits.OUTPUT);
        String less = Integer.toString(SizeLimits.OUTPUT - 1);
        for (String topic : List.of("r", "s", "d")) {
            assertThat(recommend.problems(topic, config("max.message.bytes", enough))).isEmpty();
            assertThat(recommend.problems(topic, config("max.message.bytes", less)))
                    .singleElement()
                    .asString()
                    .startsWith("The max.message.bytes (" + less + ") of topic " + topic);
        }
        assertThat(recommend.problems("m", config("max.message.bytes", less))).isEmpty();
        assertThat(train.problems("m", config("max.message.bytes", less))).hasSize(1);
        assertThat(train.problems("s", config("max.message.bytes", less))).isEmpty();
    }

    @Test
    void aMissingRightIsNamed() {
        Set<AclOperation> read = Set.of(AclOperation.READ, AclOperation.DESCRIBE);
        assertThat(recommend.problems(topic("c", 4, read))).isEmpty();
        assertThat(recommend.problems(topic("s", 4, Set.of(AclOperation.ALL)))).isEmpty();
        assertThat(recommend.problems(topic("s", 4, read)))
                .singleElement()
                .asString()
                .startsWith(
                        "The account of riffle.kafka.client-config must have the right to WRITE")
                .contains("--operation WRITE --topic s");
        assertThat(recommend.problems(topic("s", 4, Set.of(AclOperation.DESCRIBE)))).hasSize(2);
    }

    @Test
    void transactionsMustNotOutliveWhatTheBrokersAllow() {
        assertThat(
                        TopicCheck.transactions(
                                settings(), config("transaction.max.timeout.ms", "900000")))
                .isEmpty();
        assertThat(
                        TopicCheck.transactions(
                                settings(), config("transaction.max.timeout.ms", "899999")))
                .singleElement()
                .asString()
                .startsWith("The value (PT15M) of riffle.kafka.transaction-timeout must be at most")
                .contains("(899999)");
    }

    private static TopicDescription topic(
            String name, int partitions, @Nullable Set<AclOperation> allowed) {
        TopicPartitionInfo partition =
                new TopicPartitionInfo(0, new Node(1, "h", 1), List.of(), List.of());
        return new TopicDescription(
                name, false, Collections.nCopies(partitions, partition), allowed);
    }

    private static Config config(String name, String value) {
        return new Config(List.of(new ConfigEntry(name, value)));
    }

    private static KafkaSettings settings() {
        return new KafkaSettings(
                "b:1",
                "g",
                "g",
                "recommend",
                Start.COMMITTED,
                Guarantee.AT_LEAST_ONCE,
                Map.of(),
                Duration.ofMinutes(15),
                new Topics(
                        "c", "i", "p", "r", "s", "m", "d", "f", "q", "a", "b", "l", "g", "h", "k",
                        "v", "w"),
                Map.of());
    }
}
