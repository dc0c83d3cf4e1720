package io.riffle.job.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.io.KafkaSettings.Guarantee;
import io.riffle.job.io.KafkaSettings.Start;
import io.riffle.job.io.KafkaSettings.Topics;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaCheckTest {

    private static List<String> problems(String brokers) {
        KafkaSettings settings =
                new KafkaSettings(
                        brokers,
                        "g",
                        "g",
                        "recommend",
                        Start.COMMITTED,
                        Guarantee.AT_LEAST_ONCE,
                        Map.of(),
                        Duration.ofMinutes(1),
                        new Topics("c", "i", "p", "r", "s", "m", "d"),
                        Map.of());
        return KafkaCheck.problems(settings, settings.topics().all(), Duration.ofMillis(1_500));
    }

    @Test
    void brokersThatDoNotAnswerAreNamedWithTheRule() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }

        assertThat(problems("localhost:" + port))
                .singleElement()
                .asString()
                .startsWith("The brokers (localhost:" + port + ") of riffle.kafka.brokers must")
                .contains("Maybe ");
    }

    @Test
    void addressesThatAreNoneAreNamedAtOnce() {
        assertThat(problems("nonsense")).singleElement().asString().contains("(nonsense)");
    }
}
