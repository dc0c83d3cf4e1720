package io.riffle.job.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.riffle.job.settings.ModelSettings;
import java.util.List;
import java.util.Locale;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;

/** How the recommendation job runs its models; part of {@link RecommendOptions#ALL}. */
public final class ModelOptions {

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

    private static final List<String> DEVICES = List.of("auto", "cpu", "gpu");

    private ModelOptions() {}

    /** Reads them all; what is wrong is noted in the reader. */
    static ModelSettings read(OptionReader reader) {
        int slateSize = reader.atLeast(1, SLATE_SIZE);
        int candidates =
                reader.get(
                        CANDIDATES,
                        value -> value >= slateSize,
                        String.format(
                                Locale.ROOT, "be at least %s (%d)", SLATE_SIZE.key(), slateSize),
                        "lower the size of the slate");
        return new ModelSettings(
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
                        "leave it out"),
                LoadOptions.read(reader));
    }
}
