package io.riffle.job.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.riffle.job.settings.AttributionSettings;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;

/** How answers become training samples; part of {@link RecommendOptions#ALL}. */
public final class AttributionOptions {

    public static final ConfigOption<Boolean> SAMPLES =
            key("riffle.samples")
                    .booleanType()
                    .defaultValue(true)
                    .withDescription("Whether slates are settled into training samples.");

    public static final ConfigOption<Boolean> SAMPLES_EXPIRED =
            key("riffle.samples.expired")
                    .booleanType()
                    .defaultValue(true)
                    .withDescription(
                            "Whether a slate that no click came after becomes a sample when its"
                                    + " deadline has passed. Without, its sample is made when the"
                                    + " user comes back, and silent users cost less.");

    public static final ConfigOption<Integer> SAMPLES_MAX_EVENTS =
            key("riffle.samples.max-events")
                    .intType()
                    .defaultValue(200)
                    .withDescription("Newest events of the history that a sample carries.");

    public static final ConfigOption<Duration> WINDOW =
            key("riffle.attribution.window")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(30))
                    .withDescription(
                            "Event time of the user's stream in which a slate is labelled.");

    public static final ConfigOption<Duration> DEADLINE =
            key("riffle.attribution.deadline")
                    .durationType()
                    .defaultValue(Duration.ofHours(1))
                    .withDescription(
                            "Time after which a slate takes no more labels, from record timestamp"
                                    + " to record timestamp: an outage does not count.");

    public static final ConfigOption<Integer> MAX_SLATES =
            key("riffle.attribution.max-slates")
                    .intType()
                    .defaultValue(8)
                    .withDescription("Slates of a user that may be open at once.");

    private AttributionOptions() {}

    /** Reads them all; what is wrong is noted in the reader. */
    static AttributionSettings read(OptionReader reader) {
        return new AttributionSettings(
                reader.get(SAMPLES),
                reader.get(SAMPLES_EXPIRED),
                reader.notNegative(WINDOW),
                reader.notNegative(DEADLINE),
                reader.atLeast(1, MAX_SLATES),
                reader.atLeast(1, SAMPLES_MAX_EVENTS));
    }
}
