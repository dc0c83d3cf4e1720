package io.riffle.job.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.riffle.job.options.RecommendSettings.ListedOnly;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;

/** Which items may be shown; part of {@link RecommendOptions#ALL}. */
public final class CatalogueOptions {

    public static final ConfigOption<ListedOnly> LISTED_ONLY =
            key("riffle.catalogue.listed-only")
                    .enumType(ListedOnly.class)
                    .defaultValue(ListedOnly.AUTO)
                    .withDescription(
                            "When only items are shown that the catalogue lists: AUTO from its"
                                    + " first item on, ALWAYS, or NEVER, which shows what it has"
                                    + " not withdrawn.");

    public static final ConfigOption<Duration> MAX_WAIT =
            key("riffle.catalogue.max-wait")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(1))
                    .withDescription(
                            "Longest time after a start without state in which slates are empty,"
                                + " because the catalogue was not read to the end that it had.");

    private CatalogueOptions() {}

    /** Reads them all; what is wrong is noted in the reader. */
    static RecommendSettings.Catalogue read(OptionReader reader) {
        return new RecommendSettings.Catalogue(
                reader.get(LISTED_ONLY), reader.notNegative(MAX_WAIT), Map.of());
    }
}
