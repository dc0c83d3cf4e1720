package io.riffle.job.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riffle.job.settings.ActionSettings;
import io.riffle.job.settings.AttributionSettings;
import io.riffle.job.settings.CatalogueSettings;
import io.riffle.job.settings.ListedOnly;
import io.riffle.job.settings.LoadSettings;
import io.riffle.job.settings.ModelSettings;
import io.riffle.job.settings.NewItemRules;
import io.riffle.job.settings.PopularSettings;
import io.riffle.job.settings.RecommendSettings;
import io.riffle.job.settings.UserSettings;
import io.riffle.schema.Action;
import io.riffle.schema.ContextNames;
import io.riffle.schema.actions.ActionNames;
import io.riffle.schema.actions.ActionRules;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class RecommendOptionsTest {

    private static RecommendSettings read(Map<String, String> options) {
        OptionReader reader = new OptionReader(Configuration.fromMap(options));
        RecommendSettings settings = RecommendOptions.read(reader);
        reader.finish(RecommendOptions.ALL, List.of());
        return settings;
    }

    @Test
    void defaults() {
        assertThat(read(Map.of()))
                .isEqualTo(
                        new RecommendSettings(
                                null,
                                null,
                                new ModelSettings(
                                        10,
                                        50,
                                        1L << 30,
                                        0,
                                        16,
                                        0,
                                        "auto",
                                        0,
                                        0.5,
                                        new LoadSettings(null, Duration.ofMinutes(10), 0, 10_000)),
                                512,
                                256,
                                new UserSettings(
                                        4096,
                                        256 << 20,
                                        6000,
                                        0,
                                        Duration.ZERO,
                                        Duration.ZERO,
                                        6000),
                                64,
                                Duration.ofMillis(10),
                                new PopularSettings(
                                        1000,
                                        50_000,
                                        new ContextNames(List.of("device", "referrer")),
                                        true),
                                new AttributionSettings(
                                        true,
                                        true,
                                        Duration.ofMinutes(30),
                                        Duration.ofHours(1),
                                        8,
                                        200),
                                new CatalogueSettings(
                                        ListedOnly.AUTO,
                                        Duration.ofMinutes(1),
                                        Map.of(),
                                        new NewItemRules(.02, 10_000)),
                                ActionSettings.USUAL,
                                Duration.ofMinutes(5)));
    }

    @Test
    void everyKeyIsRead() {
        Map<String, String> options = new TreeMap<>();
        options.put("riffle.model", "s3://models");
        options.put("riffle.reranker", "s3://models/reranker/3");
        options.put("riffle.history.cached-memory", "1 mb");
        options.put("riffle.user.max-clicks-per-minute", "90");
        options.put("riffle.user.max-idle", "30 d");
        options.put("riffle.users.max-rate", "50");
        options.put("riffle.user.max-requests-per-minute", "70");
        options.put("riffle.samples.expired", "false");
        options.put("riffle.catalogue.listed-only", "ALWAYS");
        options.put("riffle.catalogue.max-wait", "5 s");
        options.put("riffle.catalogue.new-items", "77");
        options.put("riffle.catalogue.filterable", "brand;in_stock");
        options.put("riffle.exploration.new-items", "0.1");
        options.put("riffle.slate.size", "5");
        options.put("riffle.candidates", "40");
        options.put("riffle.history.max-events", "300");
        options.put("riffle.history.max-dislikes", "20");
        options.put("riffle.history.cached-users", "7");
        options.put("riffle.bundle.size", "32");
        options.put("riffle.bundle.max-age", "4 ms");
        options.put("riffle.cache.size", "0 b");
        options.put("riffle.cache.max-version-lag", "1");
        options.put("riffle.prefill.max-per-bundle", "8");
        options.put("riffle.hop", "25");
        options.put("riffle.device", "cpu");
        options.put("riffle.exploration.share", "0.05");
        options.put("riffle.exploration.temperature", "1.5");
        options.put("riffle.model.store", "s3://models");
        options.put("riffle.model.load-timeout", "3 min");
        options.put("riffle.model.max-size", "2 gb");
        options.put("riffle.popular.items", "50");
        options.put("riffle.popular.half-life", "100");
        options.put("riffle.popular.contexts", "hour, channel");
        options.put("riffle.samples", "false");
        options.put("riffle.samples.max-events", "64");
        options.put("riffle.attribution.window", "10 min");
        options.put("riffle.attribution.deadline", "20 min");
        options.put("riffle.attribution.max-slates", "3");
        options.put("riffle.answer.max-age", "2 d");
        options.put("riffle.max-future-skew", "1 h");
        options.put("riffle.actions.history", "CLICK,CART");

        assertThat(options.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        RecommendOptions.ALL.stream().map(option -> option.key()).toList());
        assertThat(read(options))
                .isEqualTo(
                        new RecommendSettings(
                                "s3://models",
                                "s3://models/reranker/3",
                                new ModelSettings(
                                        5,
                                        40,
                                        0,
                                        1,
                                        8,
                                        25,
                                        "cpu",
                                        0.05,
                                        1.5,
                                        new LoadSettings(
                                                "s3://models",
                                                Duration.ofMinutes(3),
                                                2L << 30,
                                                77)),
                                300,
                                20,
                                new UserSettings(
                                        7,
                                        1 << 20,
                                        90,
                                        50,
                                        Duration.ofDays(30),
                                        Duration.ofDays(2),
                                        70),
                                32,
                                Duration.ofMillis(4),
                                new PopularSettings(
                                        50, 100, new ContextNames(List.of("channel")), true),
                                new AttributionSettings(
                                        false,
                                        false,
                                        Duration.ofMinutes(10),
                                        Duration.ofMinutes(20),
                                        3,
                                        64),
                                new CatalogueSettings(
                                        ListedOnly.ALWAYS,
                                        Duration.ofSeconds(5),
                                        Map.of(),
                                        new NewItemRules(.1, 77),
                                        List.of("brand", "in_stock")),
                                new ActionSettings(
                                        new ActionRules(
                                                ActionRules.USUAL.weights(),
                                                Set.of(Action.CLICK, Action.CART)),
                                        ActionNames.OURS),
                                Duration.ofHours(1)));
    }

    @Test
    void namesOfContextsAreFewAndDifferent() {
        assertThat(read(Map.of("riffle.popular.contexts", "")).popular())
                .isEqualTo(new PopularSettings(1000, 50_000, ContextNames.NONE, false));
        for (String wrong :
                List.of(
                        "device,device",
                        "device,",
                        "category",
                        "a,b,c,d,e,f,g,h,hour",
                        "n".repeat(257))) {
            assertThatThrownBy(() -> read(Map.of("riffle.popular.contexts", wrong)))
                    .hasMessageContaining("The value (" + wrong.substring(0, 6))
                    .hasMessageContaining("riffle.popular.contexts must be at most 8 different")
                    .hasMessageContaining("Maybe ");
        }
    }

    @Test
    void namesOfAttributesStandOnce() {
        assertThatThrownBy(() -> read(Map.of("riffle.catalogue.filterable", "brand;brand")))
                .hasMessageContaining("The value ([brand, brand])")
                .hasMessageContaining("different names of attributes");
    }
}
