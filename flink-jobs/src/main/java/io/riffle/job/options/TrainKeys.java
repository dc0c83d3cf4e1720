package io.riffle.job.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;

/** Makes the options under {@code riffle.train.} by their kinds. */
final class TrainKeys {

    private TrainKeys() {}

    static ConfigOption<Integer> whole(String name, int value, String description) {
        return key("riffle.train." + name)
                .intType()
                .defaultValue(value)
                .withDescription(description);
    }

    static ConfigOption<Double> real(String name, double value, String description) {
        return key("riffle.train." + name)
                .doubleType()
                .defaultValue(value)
                .withDescription(description);
    }

    static ConfigOption<Duration> time(String name, Duration value, String description) {
        return key("riffle.train." + name)
                .durationType()
                .defaultValue(value)
                .withDescription(description);
    }
}
