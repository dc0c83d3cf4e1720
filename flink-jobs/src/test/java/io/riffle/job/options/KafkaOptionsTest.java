package io.riffle.job.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.job.io.KafkaSettings;
import io.riffle.job.io.KafkaSettings.Guarantee;
import io.riffle.job.io.KafkaSettings.Start;
import io.riffle.job.io.KafkaSettings.Topics;
import io.riffle.schema.wire.ContentType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaOptionsTest {

    @TempDir private Path folder;

    private static KafkaSettings read(Map<String, String> options) {
        OptionReader reader = new OptionReader(Configuration.fromMap(options));
        KafkaSettings settings = KafkaOptions.read(reader);
        reader.finish(KafkaOptions.ALL, List.of(KafkaOptions.CLIENT_PREFIX));
        return settings;
    }

    @Test
    void defaults() {
        ContentType protobuf = ContentType.PROTOBUF;
        assertThat(read(Map.of("riffle.kafka.brokers", "a:1")))
                .isEqualTo(
                        new KafkaSettings(
                                "a:1",
                                "riffle",
                                "riffle",
                                "recommend",
                                Start.COMMITTED,
                                Guarantee.AT_LEAST_ONCE,
                                Map.of(
                                        "recommendations", protobuf,
                                        "training-samples", protobuf,
                                        "dead-letters", protobuf,
                                        "model-updates", protobuf,
                                        "forget-receipts", protobuf,
                                        "slate-replies", protobuf,
                                        "merge-receipts", protobuf,
                                        "explanations", protobuf),
                                Duration.ofMinutes(15),
                                new Topics(
                                        "click-events",
                                        "item-catalog",
                                        "user-profiles",
                                        "recommendations",
                                        "training-samples",
                                        "model-updates",
                                        "dead-letters",
                                        "forget-requests",
                                        "forget-receipts",
                                        "slate-requests",
                                        "slate-replies",
                                        "placement-rules",
                                        "user-merges",
                                        "guest-histories",
                                        "merge-receipts",
                                        "explain-requests",
                                        "explanations"),
                                Map.of()));
    }

    @Test
    void transactionsMustOutliveACheckpoint() {
        Map<String, String> options = new TreeMap<>(Map.of("riffle.kafka.brokers", "a:1"));
        options.put("execution.checkpointing.interval", "5 min");
        options.put("execution.checkpointing.timeout", "10 min");
        assertThatThrownBy(() -> read(options))
                .hasMessageContaining("The value (PT15M) of riffle.kafka.transaction-timeout must")
                .hasMessageContaining("(PT15M).");

        options.put("riffle.kafka.transaction-timeout", "901 s");
        assertThat(read(options).transactionTimeout()).isEqualTo(Duration.ofSeconds(901));
        options.remove("execution.checkpointing.timeout");
        assertThat(read(options).transactionTimeout()).isEqualTo(Duration.ofSeconds(901));
    }

    @Test
    void secretsAreWantedInAFileAndItsProblemsAreTold() {
        Map<String, String> options = new TreeMap<>(Map.of("riffle.kafka.brokers", ""));
        options.put("riffle.kafka.client.ssl.key.password", "sesame");
        options.put("riffle.kafka.client-config", folder + "/none");
        assertThatThrownBy(() -> read(options))
                .hasMessageContaining("The value () of riffle.kafka.brokers must")
                .hasMessageContaining("The key (riffle.kafka.client.ssl.key.password) of the")
                .hasMessageContaining("The client settings (" + folder + "/none) must be a file")
                .hasMessageNotContaining("sesame");
    }

    @Test
    void everyKeyIsRead() throws IOException {
        Path file = Files.writeString(folder.resolve("c"), "security.protocol=SASL_SSL");
        Map<String, String> options = new TreeMap<>();
        options.put("riffle.kafka.brokers", "a:1,b:2");
        options.put("riffle.kafka.group", "blue");
        options.put("riffle.kafka.transactional-id-prefix", "tx");
        options.put("riffle.kafka.start", "latest");
        options.put("riffle.kafka.recommendations.guarantee", "exactly_once");
        options.put("riffle.kafka.recommendations.content-type", "json");
        options.put("riffle.kafka.training-samples.content-type", "json");
        options.put("riffle.kafka.dead-letters.content-type", "json");
        options.put("riffle.kafka.model-updates.content-type", "json");
        options.put("riffle.kafka.forget-receipts.content-type", "json");
        options.put("riffle.kafka.transaction-timeout", "5 min");
        options.put("riffle.kafka.topic.click-events", "c");
        options.put("riffle.kafka.topic.item-catalog", "i");
        options.put("riffle.kafka.topic.user-profiles", "p");
        options.put("riffle.kafka.topic.recommendations", "r");
        options.put("riffle.kafka.topic.training-samples", "s");
        options.put("riffle.kafka.topic.model-updates", "m");
        options.put("riffle.kafka.topic.dead-letters", "d");
        options.put("riffle.kafka.client-config", file.toString());
        options.put("riffle.kafka.topic.forget-requests", "f");
        options.put("riffle.kafka.topic.forget-receipts", "q");
        options.put("riffle.kafka.slate-replies.content-type", "json");
        options.put("riffle.kafka.topic.slate-requests", "a");
        options.put("riffle.kafka.topic.slate-replies", "b");
        options.put("riffle.kafka.topic.placement-rules", "l");
        options.put("riffle.kafka.topic.user-merges", "g");
        options.put("riffle.kafka.topic.guest-histories", "h");
        options.put("riffle.kafka.topic.merge-receipts", "k");
        options.put("riffle.kafka.merge-receipts.content-type", "json");
        options.put("riffle.kafka.explanations.content-type", "json");
        options.put("riffle.kafka.topic.explain-requests", "v");
        options.put("riffle.kafka.topic.explanations", "w");
        assertThat(options.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        KafkaOptions.ALL.stream().map(option -> option.key()).toList());
        options.put("riffle.kafka.client.security.protocol", "SSL");
        options.put("riffle.kafka.client.retries", "3");

        ContentType json = ContentType.JSON;
        assertThat(read(options))
                .isEqualTo(
                        new KafkaSettings(
                                "a:1,b:2",
                                "blue",
                                "tx",
                                "recommend",
                                Start.LATEST,
                                Guarantee.EXACTLY_ONCE,
                                Map.of(
                                        "recommendations", json,
                                        "training-samples", json,
                                        "dead-letters", json,
                                        "model-updates", json,
                                        "forget-receipts", json,
                                        "slate-replies", json,
                                        "merge-receipts", json,
                                        "explanations", json),
                                Duration.ofMinutes(5),
                                new Topics(
                                        "c", "i", "p", "r", "s", "m", "d", "f", "q", "a", "b", "l",
                                        "g", "h", "k", "v", "w"),
                                Map.of("security.protocol", "SASL_SSL", "retries", "3")));
    }
}
