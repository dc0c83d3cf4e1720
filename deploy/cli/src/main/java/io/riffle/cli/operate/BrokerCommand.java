package io.riffle.cli.operate;

import io.riffle.cli.arguments.ArgumentRules;
import io.riffle.lab.EmbeddedKafka;
import io.riffle.lab.Interrupt;
import io.riffle.lab.console.CommandException;
import io.riffle.lab.console.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code riffle broker}: one Kafka broker for trials, in a process of its own. */
@Command(
        name = "broker",
        description =
                "Runs one Kafka broker on this machine, for trials, until interrupted. What it took"
                        + " lies in a folder; a later run goes on with it.")
public final class BrokerCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Option(
            names = "--folder",
            required = true,
            paramLabel = "DIR",
            description = "Of its records: an empty one, or one of an earlier run.")
    private Path folder = Path.of("");

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "9092",
            description = "Where clients connect, on loopback (default: ${DEFAULT-VALUE}).")
    private int port;

    private final Console console;

    BrokerCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        ArgumentRules.within(spec, "port", "--port", port, 1, 65_535);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new CommandException(
                    "The folder (" + folder + ") of --folder must be writable.", e);
        }
        try (Interrupt interrupt = new Interrupt();
                EmbeddedKafka kafka = new EmbeddedKafka(folder, port)) {
            console.note("riffle: a broker answers at " + kafka.addresses() + "; Ctrl-C ends it.");
            interrupt.await(() -> {});
        }
    }
}
