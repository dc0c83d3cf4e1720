package io.riffle.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.riffle.cli.clicks.ClickSource;
import io.riffle.cli.clicks.OutgoingClick;
import io.riffle.cli.clicks.Pace;
import io.riffle.cli.console.Console;
import io.riffle.cli.console.Json;
import io.riffle.cli.kafka.Brokers;
import io.riffle.cli.kafka.RecordSender;
import java.io.IOException;
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
final class ReplayCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private ClickFileOptions file = new ClickFileOptions();

    @Mixin private EventFileOptions reading;

    @Mixin private BrokersOption brokersOption;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Records per second (default: as fast as the broker takes them).")
    private @Nullable Double rate;

    @Option(names = "--json", description = "One line of JSON.")
    private boolean json;

    private final Console console;

    ReplayCommand(Console console) {
        this.console = console;
        this.reading = new EventFileOptions();
    }

    @Override
    public Integer call() throws IOException {
        if (rate != null) {
            Rules.above(spec, "rate", "--rate", rate, 0);
        }
        try (ClickSource source = file.open(reading.reading());
                Brokers brokers = brokersOption.connect()) {
            brokers.require("click-events");
            long started = System.nanoTime();
            long sent;
            try (RecordSender sender = new RecordSender(brokers.addresses())) {
                sent = send(source, sender);
            }
            report(source, sent, (System.nanoTime() - started) / 1e9);
        }
        return 0;
    }

    private long send(ClickSource source, RecordSender sender) throws IOException {
        Pace pace = new Pace(rate == null ? Double.POSITIVE_INFINITY : rate, System::nanoTime);
        long sent = 0;
        for (OutgoingClick click = source.next(); click != null; click = source.next()) {
            for (long wait = pace.untilNext(); wait > 0; wait = pace.untilNext()) {
                LockSupport.parkNanos(Math.min(wait, TimeUnit.MILLISECONDS.toNanos(100)));
            }
            pace.take();
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
    }

    private void report(ClickSource source, long sent, double seconds) {
        if (!source.leftOut().isEmpty()) {
            console.note(source.leftOut());
        }
        if (json) {
            ObjectNode line = Json.object();
            line.put("events", sent);
            line.put("bad_rows", source.badRows());
            line.put("seconds", seconds);
            console.result(Json.line(line));
        } else {
            console.result(String.format(Locale.ROOT, "%,d records sent in %.1f s", sent, seconds));
        }
    }
}
