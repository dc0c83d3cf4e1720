package io.riffle.cli.run;

import io.riffle.cli.arguments.ArgumentRules;
import io.riffle.cli.arguments.Checked;
import io.riffle.cli.arguments.OutputFolder;
import io.riffle.cli.arguments.UnreadOptions;
import io.riffle.lab.console.Console;
import io.riffle.lab.lists.ListConfig;
import io.riffle.lab.lists.ListKind;
import io.riffle.lab.lists.ListSimulation;
import io.riffle.lab.simulate.Simulation;
import io.riffle.lab.simulate.SimulationConfig;
import io.riffle.lab.simulate.SimulationFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code riffle simulate}: writes clicks or lists of users who do not exist, as data files. */
@Command(
        name = "simulate",
        description = {
            "Writes simulated clicks, or lists with known propensities, as data files.",
            "The same options and seed give the same files."
        })
public final class SimulateCommand implements Checked, Callable<Integer> {
    private static final Set<String> OF_EVENTS =
            Set.of("--users", "--items", "--new-items", "--half-life");
    private static final Set<String> OF_LISTS =
            Set.of("--world-seed", "--candidates", "--list-world");

    @Spec private CommandSpec spec;
    private final Console console;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "Folder for items.csv, users.csv and the stream; made when missing.")
    private Path out = Path.of("");

    @ArgGroup(multiplicity = "1")
    private Stream stream = new Stream();

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "What happens in the world (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--world-seed",
            paramLabel = "S",
            defaultValue = "1",
            description =
                    "Who lives in a world of lists (default: ${DEFAULT-VALUE}); train and test"
                            + " lists share it.")
    private long worldSeed;

    @Option(
            names = "--users",
            paramLabel = "N",
            defaultValue = "40000",
            description = "Users who click (default: ${DEFAULT-VALUE}).")
    private int users;

    @Option(
            names = "--items",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Items at the start (default: ${DEFAULT-VALUE}).")
    private int items;

    @Option(
            names = "--new-items",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Items that appear later (default: ${DEFAULT-VALUE}).")
    private int newItems;

    @Option(
            names = "--half-life",
            paramLabel = "HOURS",
            defaultValue = "0",
            description =
                    "Age at which an item is clicked half as often, as news are (default: 0: items"
                            + " do not age).")
    private double halfLife;

    @Option(
            names = "--candidates",
            paramLabel = "N",
            defaultValue = "20",
            description = "Candidates of a list (default: ${DEFAULT-VALUE}).")
    private int candidates;

    @Option(
            names = "--list-world",
            paramLabel = "KIND",
            defaultValue = "CATEGORIES",
            description = "World of lists: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private ListKind kind = ListKind.CATEGORIES;

    @Mixin private NoiseArguments noise;

    SimulateCommand(Console console) {
        this.console = console;
        this.noise = new NoiseArguments();
    }

    /** Which stream is written, and how much of it. */
    private static final class Stream {
        @Option(names = "--events", paramLabel = "N", description = "Clicks to write.")
        private long events;

        @Option(names = "--lists", paramLabel = "N", description = "Lists to write.")
        private long lists;
    }

    /** What is about to be written depends on every option that was given. */
    @Override
    public void check() {
        UnreadOptions.refuse(spec, stream.lists > 0 ? this::brokenByLists : this::brokenByEvents);
    }

    private @Nullable String brokenByLists(OptionSpec option) {
        return UnreadOptions.group(option) == NoiseArguments.class
                        || OF_EVENTS.contains(option.longestName())
                ? "come with --events N.\nMaybe leave it out."
                : null;
    }

    private @Nullable String brokenByEvents(OptionSpec option) {
        return OF_LISTS.contains(option.longestName())
                ? "come with --lists N.\nMaybe leave it out."
                : null;
    }

    @Override
    public Integer call() {
        long rows = stream.events + stream.lists;
        ArgumentRules.atLeast(
                spec, "rows", stream.lists > 0 ? "--lists" : "--events", (double) rows, 1);
        ArgumentRules.atLeast(spec, "hours", "--half-life", halfLife, 0);
        OutputFolder folder = new OutputFolder(out, "--out").check();
        try {
            folder.writing(() -> write(rows));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        console.result(rows + (stream.lists > 0 ? " lists in " : " events in ") + out);
        return 0;
    }

    private long write(long rows) throws IOException {
        SimulationFiles files =
                new SimulationFiles(out, done -> console.live(done + " of " + rows + " rows"));
        if (stream.lists > 0) {
            ListConfig config = ListConfig.defaults().withCandidates(candidates).withKind(kind);
            files.write(new ListSimulation(config, worldSeed, seed), rows);
        } else {
            SimulationConfig config =
                    SimulationConfig.defaults()
                            .withUsers(users)
                            .withItems(items, newItems)
                            .withHalfLife(Duration.ofMillis(Math.round(halfLife * 3_600_000)));
            Simulation world = new Simulation(config, seed);
            files.write(world, noise.over(world, seed, spec)::next, rows);
        }
        return rows;
    }
}
