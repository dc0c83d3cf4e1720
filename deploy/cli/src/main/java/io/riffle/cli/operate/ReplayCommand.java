package io.riffle.cli.operate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.cli.arguments.ArgumentRules;
import io.riffle.cli.arguments.BrokersArgument;
import io.riffle.cli.arguments.ClickFileArguments;
import io.riffle.cli.arguments.EventFileArguments;
import io.riffle.cli.arguments.JsonArgument;
import io.riffle.lab.Interrupt;
import io.riffle.lab.clicks.ClickSource;
import io.riffle.lab.clicks.OutgoingClick;
import io.riffle.lab.clicks.Pace;
import io.riffle.lab.console.CommandException;
import io.riffle.lab.console.Console;
import io.riffle.lab.console.JsonLine;
import io.riffle.lab.kafka.Brokers;
import io.riffle.lab.kafka.RecordSender;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code riffle replay}: sends a file to {@code click-events}. */
@Command(
        name = "replay",
        description =
                "Sends a file to click-events, in file order. The Kafka timestamp of each record is"
                        + " the wall clock.")
public final class ReplayCommand implements Callable<Integer> {

    /** Brokers may be gone that long, while they are restarted or moved. */
    private static final Duration LONGEST_OUTAGE = Duration.ofMinutes(15);

    @Spec private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private ClickFileArguments file = new ClickFileArguments();

    @Mixin private EventFileArguments reading;

    @Mixin private BrokersArgument brokersOption;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Records per second (default: as fast as the broker takes them).")
    private @Nullable Double rate;

    @Option(
            names = "--from",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Goes on at the Nth row, counting those that can be sent; a replay that stops"
                            + " says which (default: ${DEFAULT-VALUE}).")
    private long from;

    @Mixin private JsonArgument json = new JsonArgument();

    private final Console console;
    private boolean stopped;

    ReplayCommand(Console console) {
        this.console = console;
        this.reading = new EventFileArguments();
    }

    @Override
    public Integer call() throws IOException {
        if (rate != null) {
            ArgumentRules.above(spec, "rate", "--rate", rate, 0);
        }
        ArgumentRules.atLeast(spec, "row", "--from", (double) from, 1);
        try (ClickSource source = file.open(reading.reading());
                Brokers brokers = brokersOption.connect()) {
            brokers.require("click-events");
            long started = System.nanoTime();
            long sent;
            try (Interrupt interrupt = new Interrupt();
                    RecordSender sender = RecordSender.patient(brokers.access(), LONGEST_OUTAGE)) {
                sent = send(source, sender, interrupt);
                stopped = interrupt.requested();
            }
            report(source, sent, (System.nanoTime() - started) / 1e9);
        }
        return stopped ? 1 : 0;
    }

    private long send(ClickSource source, RecordSender sender, Interrupt interrupt)
            throws IOException {
        skip(source);
        Pace pace = new Pace(rate == null ? Double.POSITIVE_INFINITY : rate, System::nanoTime);
        long sent = 0;
        try {
            for (OutgoingClick click = source.next();
                    click != null && !interrupt.requested();
                    click = source.next()) {
                await(pace, interrupt);
                sender.send(
                        "click-events",
                        click.key(),
                        click.value(),
                        RecordSender.headers(click.contentType()));
                if (++sent % 1000 == 0) {
                    console.live(String.format(Locale.ROOT, "%,d records sent", sent));
                }
            }
            sender.flush();
            return sent;
        } catch (CommandException e) {
            long next = from + sender.delivered();
            throw new CommandException(
                    String.format(
                            Locale.ROOT,
                            "%s%nMaybe go on where it stopped, at row %d of those that can be sent:"
                                    + " --from %d.",
                            e.getMessage(),
                            next,
                            next),
                    e);
        }
    }

    private void skip(ClickSource source) throws IOException {
        for (long row = 1; row < from; row++) {
            if (source.next() == null) {
                throw new CommandException(
                        String.format(
                                Locale.ROOT,
                                "The row (%d) of --from must be in the file: it has %d that can be"
                                        + " sent.",
                                from,
                                row - 1));
            }
        }
    }

    private static void await(Pace pace, Interrupt interrupt) {
        for (long wait = pace.untilNext();
                wait > 0 && !interrupt.requested();
                wait = pace.untilNext()) {
            LockSupport.parkNanos(Math.min(wait, TimeUnit.MILLISECONDS.toNanos(100)));
        }
        pace.take();
    }

    private void report(ClickSource source, long sent, double seconds) {
        if (!source.leftOut().isEmpty()) {
            console.note(source.leftOut());
        }
        if (json.asked()) {
            ObjectNode line = JsonLine.object();
            line.put("events", sent);
            line.put("next_row", from + sent);
            line.put("bad_rows", source.badRows());
            line.put("seconds", seconds);
            console.result(JsonLine.line(line));
        } else {
            console.result(String.format(Locale.ROOT, "%,d records sent in %.1f s", sent, seconds));
        }
        if (stopped) {
            console.note("stopped; go on with --from " + (from + sent));
        }
    }
}
