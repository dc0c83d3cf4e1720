package io.riffle.job;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.riffle.job.operator.Settings;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;

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

    public static final ConfigOption<Integer> SLATE_SIZE =
            key("riffle.slate.size")
                    .intType()
                    .defaultValue(10)
                    .withDescription("Items shown per recommendation.");

    public static final ConfigOption<Integer> CANDIDATES =
            key("riffle.candidates")
                    .intType()
                    .defaultValue(50)
                    .withDescription(
                            "Items proposed by the generator, of which the slate is made.");

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

    public static final ConfigOption<Integer> HISTORY_CACHED_USERS =
            key("riffle.history.cached-users")
                    .intType()
                    .defaultValue(4096)
                    .withDescription(
                            "Users per subtask whose decoded state stays on the heap, so that"
                                    + " their clicks read nothing from RocksDB.");

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
                            "Longest wait of a click for others under full load; below half load"
                                    + " it does not wait.");

    public static final ConfigOption<MemorySize> CACHE_SIZE =
            key("riffle.cache.size")
                    .memoryType()
                    .defaultValue(MemorySize.ofMebiBytes(1024))
                    .withDescription(
                            "Bound of the value cache, per subtask, taken as a whole by its first"
                                    + " user; 0 switches it off.");

    public static final ConfigOption<Integer> CACHE_MAX_VERSION_LAG =
            key("riffle.cache.max-version-lag")
                    .intType()
                    .defaultValue(0)
                    .withDescription(
                            "Backbone versions that a cached row may be behind; 0 is exact.");

    public static final ConfigOption<Integer> PREFILL_MAX_PER_BUNDLE =
            key("riffle.prefill.max-per-bundle")
                    .intType()
                    .defaultValue(16)
                    .withDescription("Users encoded together when their values are not cached.");

    public static final ConfigOption<Integer> HOP =
            key("riffle.hop")
                    .intType()
                    .defaultValue(0)
                    .withDescription(
                            "Events that leave a full model window at once; 0 is a quarter of"
                                    + " max_history.");

    public static final ConfigOption<String> DEVICE =
            key("riffle.device")
                    .stringType()
                    .defaultValue("auto")
                    .withDescription("Where models run: auto, cpu or gpu.");

    public static final ConfigOption<Double> EXPLORATION_SHARE =
            key("riffle.exploration.share")
                    .doubleType()
                    .defaultValue(0.0)
                    .withDescription(
                            "Share of the requests whose slate is drawn instead of the best, with"
                                    + " logged propensities; 0 explores nothing.");

    public static final ConfigOption<Double> EXPLORATION_TEMPERATURE =
            key("riffle.exploration.temperature")
                    .doubleType()
                    .defaultValue(0.5)
                    .withDescription(
                            "How far drawn slates leave the best order, in standard deviations of"
                                    + " a request's scores.");

    public static final ConfigOption<Integer> POPULAR_ITEMS =
            key("riffle.popular.items")
                    .intType()
                    .defaultValue(1000)
                    .withDescription(
                            "Items counted, per subtask, for users of whom nothing is known.");

    public static final ConfigOption<Integer> POPULAR_HALF_LIFE =
            key("riffle.popular.half-life")
                    .intType()
                    .defaultValue(50_000)
                    .withDescription("Clicks after which a click counts half for popularity.");

    public static final ConfigOption<Boolean> SAMPLES =
            key("riffle.samples")
                    .booleanType()
                    .defaultValue(true)
                    .withDescription("Whether slates are settled into training samples.");

    public static final ConfigOption<Integer> SAMPLES_MAX_EVENTS =
            key("riffle.samples.max-events")
                    .intType()
                    .defaultValue(200)
                    .withDescription("Newest events of the history that a sample carries.");

    public static final ConfigOption<Duration> ATTRIBUTION_WINDOW =
            key("riffle.attribution.window")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(30))
                    .withDescription(
                            "Event time of the user's stream in which a slate is labelled.");

    public static final ConfigOption<Duration> ATTRIBUTION_DEADLINE =
            key("riffle.attribution.deadline")
                    .durationType()
                    .defaultValue(Duration.ofHours(1))
                    .withDescription("Processing time after which a slate takes no more labels.");

    public static final ConfigOption<Integer> ATTRIBUTION_MAX_SLATES =
            key("riffle.attribution.max-slates")
                    .intType()
                    .defaultValue(8)
                    .withDescription("Slates of a user that may be open at once.");

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
                    SLATE_SIZE,
                    CANDIDATES,
                    HISTORY_MAX_EVENTS,
                    HISTORY_MAX_DISLIKES,
                    HISTORY_CACHED_USERS,
                    BUNDLE_SIZE,
                    BUNDLE_MAX_AGE,
                    CACHE_SIZE,
                    CACHE_MAX_VERSION_LAG,
                    PREFILL_MAX_PER_BUNDLE,
                    HOP,
                    DEVICE,
                    EXPLORATION_SHARE,
                    EXPLORATION_TEMPERATURE,
                    POPULAR_ITEMS,
                    POPULAR_HALF_LIFE,
                    SAMPLES,
                    SAMPLES_MAX_EVENTS,
                    ATTRIBUTION_WINDOW,
                    ATTRIBUTION_DEADLINE,
                    ATTRIBUTION_MAX_SLATES,
                    MAX_FUTURE_SKEW);

    private static final List<String> DEVICES = List.of("auto", "cpu", "gpu");

    private RecommendOptions() {}

    /** Reads them all; what is wrong is noted in the reader. */
    public static Settings read(OptionReader reader) {
        return new Settings(
                reader.find(MODEL),
                reader.find(RERANKER),
                readModels(reader),
                reader.atLeast(1, HISTORY_MAX_EVENTS),
                reader.atLeast(1, HISTORY_MAX_DISLIKES),
                reader.atLeast(0, HISTORY_CACHED_USERS),
                reader.atLeast(1, BUNDLE_SIZE),
                notNegative(reader, BUNDLE_MAX_AGE),
                reader.atLeast(1, POPULAR_ITEMS),
                reader.atLeast(1, POPULAR_HALF_LIFE),
                readAttribution(reader),
                notNegative(reader, MAX_FUTURE_SKEW));
    }

    private static Settings.Models readModels(OptionReader reader) {
        int slateSize = reader.atLeast(1, SLATE_SIZE);
        int candidates =
                reader.get(
                        CANDIDATES,
                        value -> value >= slateSize,
                        "be at least %s (%d)".formatted(SLATE_SIZE.key(), slateSize),
                        "lower the size of the slate");
        return new Settings.Models(
                slateSize,
                candidates,
                reader.get(CACHE_SIZE).getBytes(),
                reader.atLeast(0, CACHE_MAX_VERSION_LAG),
                reader.atLeast(1, PREFILL_MAX_PER_BUNDLE),
                reader.atLeast(0, HOP),
                reader.get(DEVICE, DEVICES::contains, "be one of " + DEVICES, "leave it out"),
                reader.get(
                        EXPLORATION_SHARE,
                        value -> value >= 0 && value <= 1,
                        "be from 0 to 1",
                        "it is a percentage"),
                reader.get(
                        EXPLORATION_TEMPERATURE,
                        value -> value >= 0.01 && value <= 100,
                        "be from 0.01 to 100",
                        "leave it out"));
    }

    private static Settings.Attribution readAttribution(OptionReader reader) {
        return new Settings.Attribution(
                reader.get(SAMPLES),
                notNegative(reader, ATTRIBUTION_WINDOW),
                notNegative(reader, ATTRIBUTION_DEADLINE),
                reader.atLeast(1, ATTRIBUTION_MAX_SLATES),
                reader.atLeast(1, SAMPLES_MAX_EVENTS));
    }

    private static Duration notNegative(OptionReader reader, ConfigOption<Duration> option) {
        return reader.get(option, value -> !value.isNegative(), "be 0 or more", "drop its sign");
    }
}
