package io.riffle.job.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.riffle.job.settings.LoadSettings;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;

/** How announced models come into use; part of {@link RecommendOptions#ALL}. */
final class LoadOptions {

    static final ConfigOption<String> STORE =
            key("riffle.model.store")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Store in which announced models must lie, as"
                                + " <store>/<model>/<version>; others are refused. Without it an"
                                + " announcement may name any place that Flink can read.");

    static final ConfigOption<Duration> TIMEOUT =
            key("riffle.model.load-timeout")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(10))
                    .withDescription(
                            "Longest time of loading a model; what takes longer is given up and"
                                    + " tried again.");

    static final ConfigOption<MemorySize> MAX_SIZE =
            key("riffle.model.max-size")
                    .memoryType()
                    .defaultValue(MemorySize.ZERO)
                    .withDescription(
                            "Most heap that one model may take, as its manifest tells before it is"
                                    + " read; 0 is a quarter of the heap.");

    private LoadOptions() {}

    /** Reads them all; what is wrong is noted in the reader. */
    static LoadSettings read(OptionReader reader) {
        String store = reader.find(STORE);
        reader.check(
                store == null || !store.isBlank(), STORE, store, "name a store", "leave it out");
        return new LoadSettings(
                store,
                Duration.ofMillis(reader.millis(TIMEOUT)),
                reader.get(MAX_SIZE).getBytes(),
                CatalogueOptions.newItems(reader));
    }
}
