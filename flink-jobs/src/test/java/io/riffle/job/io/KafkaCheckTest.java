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
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.Test;

class KafkaCheckTest {

    private static List<String> problems(String brokers) {
        KafkaSettings settings = settings(brokers);
        return KafkaCheck.problems(settings, settings.topics().all(), Duration.ofMillis(1_500));
    }

    static KafkaSettings settings(String brokers) {
        return new KafkaSettings(
                brokers,
                "g",
                "g",
                "recommend",
                Start.COMMITTED,
                Guarantee.AT_LEAST_ONCE,
                Map.of(),
                Duration.ofMinutes(1),
                new Topics(
                        "c", "i", "p", "r", "s", "m", "d", "f", "q", "a", "b", "l", "g", "h", "k",
                        "v", "w"),
                Map.of());
    }

    @Test
    void aRightThatIsMissingIsNotTakenForSilence() {
        for (Exception refused :
                List.of(
                        new ClusterAuthorizationException("Not to you."),
                        new SaslAuthenticationException("Not to you."),
                        new GroupAuthorizationException("Not to you."))) {
            assertThat(
                            KafkaCheck.unreachable(
                                    settings("b:1"),
                                    Duration.ofSeconds(1),
                                    new ExecutionException(refused)))
                    .startsWith(
                            "The account of riffle.kafka.client-config must be one that the brokers"
                                    + " (b:1) know and allow to do this.")
                    .endsWith("wrong: Not to you.")
                    .doesNotContain("down");
        }
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
