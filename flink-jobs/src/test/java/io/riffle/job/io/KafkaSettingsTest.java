package io.riffle.job.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.riffle.job.io.KafkaSettings.Guarantee;
import io.riffle.job.io.KafkaSettings.Start;
import io.riffle.job.io.KafkaSettings.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaSettingsTest {

    private static final List<String> SINKS =
            List.of("recommendations", "training-samples", "dead-letters", "model-updates");

    /**
     * A restart aborts open transactions whose ids begin like its own: none may be a stranger's.
     */
    @Test
    void noTransactionalIdBeginsLikeThatOfAnotherJobInstallationOrSink() {
        List<String> prefixes = new ArrayList<>();
        for (String group :
                List.of(
                        "riffle",
                        "riffle-train",
                        "riffle/train",
                        "riffle%2Ftrain",
                        "riff",
                        "a b")) {
            KafkaSettings recommend = settings(group);
            KafkaSettings train = recommend.ofJob(group + "-train", "train");
            for (String sink : SINKS) {
                prefixes.add(recommend.transactionalIdPrefix(sink));
                prefixes.add(train.transactionalIdPrefix(sink));
            }
        }
        for (String one : prefixes) {
            assertThat(prefixes).filteredOn(other -> other.startsWith(one)).containsExactly(one);
        }
    }

    @Test
    void idsSayInstallationJobAndSink() {
        assertThat(settings("shop").transactionalIdPrefix("training-samples"))
                .isEqualTo("shop/recommend/training-samples");
    }

    private static KafkaSettings settings(String group) {
        return new KafkaSettings(
                "localhost:1",
                group,
                group,
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
