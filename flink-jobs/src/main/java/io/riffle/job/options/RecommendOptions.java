package io.riffle.job.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.riffle.job.settings.ActionSettings;
import io.riffle.job.settings.RecommendSettings;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;

/** How the recommendation job behaves. The architecture of the models travels in their manifest. */
public final class RecommendOptions {

    public static final ConfigOption<String> MODEL =
            key("riffle.model")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Artifact, or store, of the backbone to start with. Without it popular"
                                    + " items are served until a backbone is announced.");

    public static final ConfigOption<String> RERANKER =
            key("riffle.reranker")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("Artifact, or store, of the reranker to start with.");

    public static final ConfigOption<Integer> HISTORY_MAX_EVENTS =
            key("riffle.history.max-events")
                    .intType()
                    .defaultValue(512)
                    .withDescription(
                            "Events kept per user; not below the backbone's max_history. An item"
                                    + " counts as seen as long as it is kept.");

    public static final ConfigOption<Integer> HISTORY_MAX_DISLIKES =
            key("riffle.history.max-dislikes")
                    .intType()
                    .defaultValue(256)
                    .withDescription("Dislikes kept per user.");

    public static final ConfigOption<Integer> BUNDLE_SIZE =
            key("riffle.bundle.size")
                    .intType()
                    .defaultValue(64)
                    .withDescription("Clicks inferred together at most.");

    public static final ConfigOption<Duration> BUNDLE_MAX_AGE =
            key("riffle.bundle.max-age")
                    .durationType()
                    .defaultValue(Duration.ofMillis(10))
                    .withDescription(
                            "Longest wait of a click for others while bundles take a whole core;"
                                    + " below half a core it does not wait.");

    public static final ConfigOption<Duration> MAX_FUTURE_SKEW =
            key("riffle.max-future-skew")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(5))
                    .withDescription(
                            "Most that a click's time may lie after its record's timestamp.");

    /** Every option, in the order of the documentation. */
    public static final List<ConfigOption<?>> ALL =
            List.of(
                    MODEL,
                    RERANKER,
                    ModelOptions.SLATE_SIZE,
                    ModelOptions.CANDIDATES,
                    ActionOptions.HISTORY,
                    HISTORY_MAX_EVENTS,
                    HISTORY_MAX_DISLIKES,
                    UserOptions.CACHED_USERS,
                    UserOptions.CACHED_MEMORY,
                    UserOptions.MAX_CLICKS_PER_MINUTE,
                    UserOptions.MAX_REQUESTS_PER_MINUTE,
                    UserOptions.MAX_RATE,
                    UserOptions.MAX_IDLE,
                    UserOptions.MAX_AGE,
                    BUNDLE_SIZE,
                    BUNDLE_MAX_AGE,
                    ModelOptions.CACHE_SIZE,
                    ModelOptions.CACHE_MAX_VERSION_LAG,
                    ModelOptions.PREFILL_MAX_PER_BUNDLE,
                    ModelOptions.HOP,
                    ModelOptions.DEVICE,
                    ModelOptions.EXPLORATION_SHARE,
                    ModelOptions.EXPLORATION_TEMPERATURE,
                    LoadOptions.STORE,
                    LoadOptions.TIMEOUT,
                    LoadOptions.MAX_SIZE,
                    PopularOptions.ITEMS,
                    PopularOptions.HALF_LIFE,
                    PopularOptions.CONTEXTS,
                    CatalogueOptions.LISTED_ONLY,
                    CatalogueOptions.MAX_WAIT,
                    CatalogueOptions.NEW_ITEMS,
                    CatalogueOptions.NEW_ITEMS_SHARE,
                    CatalogueOptions.FILTERABLE,
                    AttributionOptions.SAMPLES,
                    AttributionOptions.SAMPLES_EXPIRED,
                    AttributionOptions.SAMPLES_MAX_EVENTS,
                    AttributionOptions.WINDOW,
                    AttributionOptions.DEADLINE,
                    AttributionOptions.MAX_SLATES,
                    MAX_FUTURE_SKEW);

    private RecommendOptions() {}

    /** Reads them all; what is wrong is noted in the reader. */
    public static RecommendSettings read(OptionReader reader) {
        return new RecommendSettings(
                reader.find(MODEL),
                reader.find(RERANKER),
                ModelOptions.read(reader),
                reader.atLeast(1, HISTORY_MAX_EVENTS),
                reader.atLeast(1, HISTORY_MAX_DISLIKES),
                UserOptions.read(reader),
                reader.atLeast(1, BUNDLE_SIZE),
                reader.notNegative(BUNDLE_MAX_AGE),
                PopularOptions.read(reader),
                AttributionOptions.read(reader),
                CatalogueOptions.read(reader),
                new ActionSettings(ActionOptions.rules(reader), ActionOptions.names(reader)),
                reader.notNegative(MAX_FUTURE_SKEW));
    }
}
