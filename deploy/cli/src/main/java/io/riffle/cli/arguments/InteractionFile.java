package io.riffle.cli.arguments;

import io.riffle.lab.console.CommandException;
import io.riffle.lab.console.Console;
import io.riffle.lab.files.EventFile;
import io.riffle.lab.files.FileEvent;
import io.riffle.lab.files.Reading;
import io.riffle.lab.files.Rows;
import io.riffle.schema.Times;
import io.riffle.schema.Times.Unit;
import io.riffle.schema.actions.ActionRules;
import io.riffle.training.dataset.Interactions;
import io.riffle.training.dataset.InteractionsBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Interactions of an events file: the events that are part of a history, before a time if one is
 * given.
 */
public final class InteractionFile {
    private final Path file;
    private final @Nullable String until;
    private final Reading reading;
    private final ActionRules actions;
    private final CommandSpec spec;

    /**
     * What was read.
     *
     * @param end epoch seconds of the cut: whatever happened from there on is left out; {@link
     *     Long#MAX_VALUE} without one
     */
    public record Cut(Interactions interactions, long end) {}

    /**
     * A file that is read when it is asked for.
     *
     * @param until null = all of it
     * @param actions what its actions mean
     */
    public InteractionFile(
            Path file,
            @Nullable String until,
            Reading reading,
            ActionRules actions,
            CommandSpec spec) {
        this.file = file;
        this.until = until;
        this.reading = reading;
        this.actions = actions;
        this.spec = spec;
    }

    /**
     * Reads the file to the end; tells of bad rows and of those that are no interactions, and stops
     * when too many are bad.
     */
    public Interactions read(Console console) throws IOException {
        return cut(console).interactions();
    }

    /** The same, with the time that it was cut at. */
    public Cut cut(Console console) throws IOException {
        InteractionsBuilder all = new InteractionsBuilder();
        long[] others = {0, 0};
        console.live("reading " + file);
        try (Rows<FileEvent> events = EventFile.open(file, reading)) {
            events.forEach(
                    reading.limit(),
                    console::note,
                    event -> {
                        if (actions.entersHistory(event.action())) {
                            all.add(
                                    event.userId(),
                                    event.itemId(),
                                    event.seconds(),
                                    event.action(),
                                    actions.weight(event.action()));
                        } else {
                            others[ActionRules.negative(event.action()) ? 1 : 0]++;
                        }
                    });
            others[0] += events.shown();
        }
        if (others[0] + others[1] > 0) {
            console.note(
                    String.format(
                            Locale.ROOT,
                            "%s: %,d rows only say that an item was seen, %,d are dislikes; neither"
                                    + " are interactions",
                            file.getFileName(),
                            others[0],
                            others[1]));
        }
        if (all.size() == 0) {
            throw new CommandException(
                    "The events (0) of " + file.getFileName() + " must be at least 1.");
        }
        Interactions interactions = all.build();
        if (until == null) {
            return new Cut(interactions, Long.MAX_VALUE);
        }
        long end = end(interactions, until);
        Interactions before = interactions.before(end);
        if (before.size() == 0) {
            throw ArgumentRules.broken(
                    spec, "time", until, "--until", "leave at least 1 event of " + file);
        }
        return new Cut(before, end);
    }

    /** Epoch seconds of the cut. */
    private long end(Interactions interactions, String text) {
        try {
            if (text.contains(".")) {
                double share = Double.parseDouble(text);
                if (share > 0 && share < 1) {
                    int[] order = interactions.inTimeOrder();
                    return interactions.seconds(order[(int) (share * order.length)]);
                }
            } else if (!text.contains("T")) {
                long second = Long.parseLong(text);
                if (Unit.SECONDS.plausible(second)) {
                    return second;
                }
                String objection = Times.objection(second, Unit.SECONDS);
                throw ArgumentRules.broken(
                        spec, "time", text, "--until", "be epoch seconds; it " + objection);
            } else {
                return Instant.parse(text).getEpochSecond();
            }
        } catch (NumberFormatException | DateTimeParseException e) {
            // Told below, in the same words as a share out of range.
        }
        throw ArgumentRules.broken(
                spec,
                "time",
                text,
                "--until",
                "be epoch seconds, an instant such as 2000-11-21T00:00:00Z, or a share between 0"
                        + " and 1");
    }
}
