package io.riffle.cli;

import io.riffle.cli.console.CommandException;
import io.riffle.cli.console.Console;
import io.riffle.cli.files.BadRowLimit;
import io.riffle.cli.files.EventFile;
import io.riffle.cli.files.FileEvent;
import io.riffle.schema.Action;
import io.riffle.training.Interactions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Interactions of an events file: every event but dislikes, before a time if one is given. */
final class InteractionFile {
    private final Path file;
    private final @Nullable String until;
    private final BadRowLimit limit;
    private final CommandSpec spec;

    InteractionFile(Path file, @Nullable String until, BadRowLimit limit, CommandSpec spec) {
        this.file = file;
        this.until = until;
        this.limit = limit;
        this.spec = spec;
    }

    /** Reads the file to the end; tells of bad rows, and stops when there are too many. */
    Interactions read(Console console) throws IOException {
        Interactions.Builder all = new Interactions.Builder();
        try (EventFile events = EventFile.open(file)) {
            for (FileEvent event = events.next(); event != null; event = events.next()) {
                if (event.action() != Action.DISLIKE) {
                    all.add(event.userId(), event.itemId(), event.seconds());
                }
            }
            events.badRows().check(limit);
            if (events.badRows().count() > 0) {
                console.note(events.badRows().summary());
            }
        }
        if (all.size() == 0) {
            throw new CommandException(
                    "The events (0) of " + file.getFileName() + " must be at least 1.");
        }
        Interactions interactions = all.build();
        return until == null ? interactions : interactions.before(cut(interactions, until));
    }

    /** Epoch seconds of the cut. */
    private long cut(Interactions interactions, String text) {
        try {
            if (text.contains(".")) {
                double share = Double.parseDouble(text);
                if (share > 0 && share < 1) {
                    int[] order = interactions.inTimeOrder();
                    return interactions.seconds(order[(int) (share * order.length)]);
                }
            } else if (!text.contains("T")) {
                return Long.parseLong(text);
            } else {
                return Instant.parse(text).getEpochSecond();
            }
        } catch (NumberFormatException | DateTimeParseException e) {
            // Told below, in the same words as a share out of range.
        }
        throw Rules.broken(
                spec, "time", text, "--until", "be epoch seconds, an instant or a share");
    }
}
