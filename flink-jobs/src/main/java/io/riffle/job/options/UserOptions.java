package io.riffle.job.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.riffle.job.settings.UserSettings;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;

/**
 * What is kept of users, and how much of what they do is answered; part of {@link
 * RecommendOptions#ALL}.
 */
public final class UserOptions {

    public static final ConfigOption<Integer> CACHED_USERS =
            key("riffle.history.cached-users")
                    .intType()
                    .defaultValue(4096)
                    .withDescription(
                            "Users per subtask whose decoded state stays on the heap, so that"
                                    + " their clicks read nothing from RocksDB.");

    public static final ConfigOption<MemorySize> CACHED_MEMORY =
            key("riffle.history.cached-memory")
                    .memoryType()
                    .defaultValue(MemorySize.ofMebiBytes(256))
                    .withDescription(
                            "Heap per subtask that these users may take; beyond it there are"
                                    + " fewer of them.");

    public static final ConfigOption<Integer> MAX_CLICKS_PER_MINUTE =
            key("riffle.user.max-clicks-per-minute")
                    .intType()
                    .defaultValue(6000)
                    .withDescription(
                            "Clicks of one user that are answered, at once and per minute of"
                                    + " their records' timestamps; more enter the history, are"
                                    + " counted and get no answer. 0 is no bound.");

    public static final ConfigOption<Integer> MAX_REQUESTS_PER_MINUTE =
            key("riffle.user.max-requests-per-minute")
                    .intType()
                    .defaultValue(6000)
                    .withDescription(
                            "Requests for slates of one user that are answered, at once and per"
                                    + " minute of their records' timestamps; the replies to more"
                                    + " say so, have no items and are counted. Guests, of whom"
                                    + " nothing is kept, have none. 0 is no bound.");

    public static final ConfigOption<Integer> MAX_RATE =
            key("riffle.users.max-rate")
                    .intType()
                    .defaultValue(0)
                    .withDescription(
                            "Clicks of one user in a minute, by their records' timestamps, beyond"
                                    + " which the user counts as a robot until a calmer minute:"
                                    + " answered, but not learned from, nor counted for popularity."
                                    + " 0 is no bound. A file that is replayed faster than it"
                                    + " happened looks like robots.");

    public static final ConfigOption<Duration> MAX_IDLE =
            key("riffle.user.max-idle")
                    .durationType()
                    .defaultValue(Duration.ZERO)
                    .withDescription(
                            "Time without a click after which everything that a user did is"
                                    + " forgotten, counted from a click that came while the option"
                                    + " was set; 0 forgets nobody. Time is the Kafka timestamp of"
                                    + " the clicks read so far: no event time, no wall clock.");

    public static final ConfigOption<Duration> MAX_AGE =
            key("riffle.answer.max-age")
                    .durationType()
                    .defaultValue(Duration.ZERO)
                    .withDescription(
                            "Clicks that lie further before their records' timestamps enter the"
                                    + " history, are counted and get no answer: so histories of"
                                    + " years can be read in. 0 answers clicks of any age.");

    private UserOptions() {}

    /** Reads them all; what is wrong is noted in the reader. */
    static UserSettings read(OptionReader reader) {
        return new UserSettings(
                reader.atLeast(0, CACHED_USERS),
                reader.get(CACHED_MEMORY).getBytes(),
                reader.get(
                        MAX_CLICKS_PER_MINUTE,
                        value -> value >= 0 && value <= 60_000,
                        "be 0 to 60000",
                        "leave it out"),
                reader.get(
                        MAX_RATE,
                        value -> value >= 0 && value <= 60_000,
                        "be 0 to 60000",
                        "leave it out"),
                reader.notNegative(MAX_IDLE),
                reader.notNegative(MAX_AGE),
                reader.get(
                        MAX_REQUESTS_PER_MINUTE,
                        value -> value >= 0 && value <= 60_000,
                        "be 0 to 60000",
                        "leave it out"));
    }
}
