package io.riffle.cli.arguments;

import io.riffle.lab.clicks.ClickSource;
import io.riffle.lab.clicks.EventFileSource;
import io.riffle.lab.clicks.RawFileSource;
import io.riffle.lab.clicks.TimeOrderSource;
import io.riffle.lab.files.Reading;
import io.riffle.schema.wire.ClickDecoder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --events FILE | --raw FILE}: the file clicks come from. */
public final class ClickFileArguments {

    /** Wider than any job's: only the job judges times, here they only must be readable. */
    private static final Duration MAX_FUTURE_SKEW = Duration.ofDays(36_500);

    @Option(
            names = "--events",
            paramLabel = "FILE",
            description = "CSV of user_id, item_id, timestamp_seconds, ...; gzip by extension.")
    private @Nullable Path events;

    @Option(
            names = "--raw",
            paramLabel = "FILE.jsonl",
            description = "Lines sent unchanged, with content type JSON; gzip by extension.")
    private @Nullable Path raw;

    /** Opens the one that is given, in file order. */
    public ClickSource open(Reading reading) throws IOException {
        if (raw != null) {
            return new RawFileSource(
                    raw,
                    new ClickDecoder(ClickDecoder.MAX_CLICK_BYTES, MAX_FUTURE_SKEW),
                    InstantSource.system());
        }
        if (events != null) {
            return new EventFileSource(events, reading);
        }
        throw new IllegalStateException("No file is given.");
    }

    /** Opens the one that is given; events in time order, raw lines as they stand. */
    public ClickSource openInTimeOrder(Reading reading) throws IOException {
        return events != null ? new TimeOrderSource(events, reading) : open(reading);
    }
}
