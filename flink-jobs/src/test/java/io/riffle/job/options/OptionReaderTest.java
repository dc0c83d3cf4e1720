package io.riffle.job.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.riffle.job.RecommendationJob;
import io.riffle.job.testing.TestModel;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class OptionReaderTest {

    @Test
    void everythingThatIsWrongIsReportedAtOnce() {
        Configuration configuration =
                Configuration.fromMap(
                        Map.of(
                                "riffle.bundle.sise", "3",
                                "riffle.slate.size", "0",
                                "riffle.history.max-events", "many",
                                "riffle.bundle.max-age", "-1 ms",
                                "riffle.device", "abacus",
                                "execution.checkpointing.dir", "file:///var/lib/riffle",
                                "parallelism.default", "2"));

        OptionsException problems =
                catchThrowableOfType(
                        OptionsException.class, () -> RecommendationJob.onKafka(configuration));

        assertThat(problems.problems())
                .anyMatch(p -> p.contains("riffle.kafka.brokers") && p.contains("at least one"))
                .anyMatch(p -> p.contains("riffle.bundle.sise") && p.contains("riffle.bundle.size"))
                .anyMatch(p -> p.contains("(0) of riffle.slate.size must be 1 or more"))
                .anyMatch(p -> p.contains("(many) of riffle.history.max-events"))
                .anyMatch(p -> p.contains("riffle.bundle.max-age"))
                .anyMatch(p -> p.contains("(abacus) of riffle.device must be one of"))
                .allMatch(p -> p.contains("Maybe "))
                .hasSize(6);
    }

    @Test
    void aSizeIsShownInDigitsThatCanBeRead() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG"));
        try {
            OptionReader reader =
                    new OptionReader(Configuration.fromMap(Map.of("riffle.cache.size", "much")));
            reader.get(ModelOptions.CACHE_SIZE);

            assertThatThrownBy(() -> reader.finish(RecommendOptions.ALL, List.of()))
                    .hasMessageContaining("a size such as 64 mb");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void keysOfOthersAreNotOurs() {
        OptionReader reader =
                new OptionReader(Configuration.fromMap(Map.of("state.backend.type", "rocksdb")));

        reader.finish(RecommendOptions.ALL, List.of());
    }

    @Test
    void aModelThatIsNotThereIsNamedWithAHistoryThatIsTooShortBeforeAnyBrokerIsAsked(
            @org.junit.jupiter.api.io.TempDir java.nio.file.Path folder) {
        TestModel.publish(folder, 1);
        Configuration configuration =
                Configuration.fromMap(
                        Map.of(
                                "riffle.model",
                                folder.toString(),
                                "riffle.reranker",
                                folder.resolve("nowhere").toString(),
                                "riffle.history.max-events",
                                "3",
                                "riffle.kafka.brokers",
                                "not a broker",
                                "execution.checkpointing.dir",
                                "file:///var/lib/riffle"));

        assertThatThrownBy(() -> RecommendationJob.onKafka(configuration))
                .isInstanceOf(OptionsException.class)
                .hasMessageContaining("(3) of riffle.history.max-events")
                .hasMessageContaining("max_history (8)")
                .hasMessageContaining("nowhere");
    }
}
