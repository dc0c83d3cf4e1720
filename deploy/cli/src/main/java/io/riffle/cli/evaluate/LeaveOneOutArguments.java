package io.riffle.cli.evaluate;

import io.riffle.cli.arguments.ArgumentRules;
import io.riffle.training.dataset.KnownHistory;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What leave-one-out takes as known, and what it compares. */
final class LeaveOneOutArguments {

    /** Whose items are taken out of the candidates. */
    enum Seen {
        ALL,
        WINDOW
    }

    @Option(
            names = "--seen",
            paramLabel = "EVENTS",
            defaultValue = "all",
            converter = SeenConverter.class,
            description =
                    "Leave-one-out: items of all earlier events are taken out of the candidates,"
                            + " or of the newest that the model reads (window), as published code"
                            + " does (default: ${DEFAULT-VALUE}).")
    Seen seen = Seen.ALL;

    @Option(
            names = "--tie-safe",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description =
                    "Leave-one-out: ranks once more, with events of the target's second unknown"
                            + " (default: yes).")
    boolean tieSafe = true;

    @Option(
            names = "--hop",
            split = ",",
            paramLabel = "N",
            description =
                    "Leave-one-out: ranks once more, for users with more events than the backbone"
                            + " reads, from windows that drop N of them at once.")
    List<Integer> hops = List.of();

    void check(CommandSpec spec) {
        hops.forEach(hop -> ArgumentRules.atLeast(spec, "number of events", "--hop", hop, 1));
    }

    /**
     * What is known of a user.
     *
     * @param window events that the model reads
     */
    KnownHistory history(int window) {
        return switch (seen) {
            case ALL -> KnownHistory.ALL;
            case WINDOW -> new KnownHistory(window, false);
        };
    }

    /** Reads {@code --seen}. */
    static final class SeenConverter implements ITypeConverter<Seen> {
        @Override
        public Seen convert(String value) {
            for (Seen seen : Seen.values()) {
                if (seen.name().equals(value.toUpperCase(Locale.ROOT))) {
                    return seen;
                }
            }
            throw new TypeConversionException(
                    "The events (" + value + ") of --seen must be all or window.");
        }
    }
}
