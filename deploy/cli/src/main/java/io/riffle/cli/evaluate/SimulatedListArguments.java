package io.riffle.cli.evaluate;

import io.riffle.cli.arguments.ArgumentRules;
import io.riffle.lab.LabFolder;
import io.riffle.lab.lists.ListConfig;
import io.riffle.lab.lists.ListKind;
import io.riffle.lab.lists.ListSimulation;
import io.riffle.lab.lists.ListSource;
import io.riffle.lab.loop.ListLoop;
import io.riffle.lab.loop.LoopWindow;
import io.riffle.lab.loop.TrainerLearner;
import io.riffle.serving.slate.Exploration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options of {@code riffle evaluate --simulated-lists}: which world, and which of its lists. */
final class SimulatedListArguments {
    private static final long WORLD_SEED = 1;

    @Option(
            names = "--simulated-lists",
            paramLabel = "N",
            description =
                    "Instead of a file: N simulated lists with known truth, utility is then exact.")
    private int count;

    @Option(
            names = "--candidates",
            paramLabel = "N",
            defaultValue = "20",
            description = "Candidates of a simulated list (default: ${DEFAULT-VALUE}).")
    private int candidates = 20;

    @Option(
            names = "--list-world",
            paramLabel = "KIND",
            defaultValue = "CATEGORIES",
            description =
                    "World of simulated lists: ${COMPLETION-CANDIDATES}; settings were chosen on"
                            + " the first (default: ${DEFAULT-VALUE}).")
    private ListKind kind = ListKind.CATEGORIES;

    @Option(
            names = "--list-seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Which lists are simulated (default: ${DEFAULT-VALUE}).")
    private long listSeed = 1;

    @Option(
            names = "--online",
            description =
                    "With --simulated-lists: N requests in a circle. What the training job's"
                        + " trainer publishes makes the slates, and it learns from the clicks on"
                        + " them; it begins with nothing.")
    private boolean online;

    @Option(
            names = "--explore",
            paramLabel = "SHARE",
            defaultValue = "0",
            description =
                    "With --online: share of the slates that are drawn instead of the best"
                            + " (default: ${DEFAULT-VALUE}).")
    private double explore;

    @Option(
            names = "--window",
            paramLabel = "N",
            defaultValue = "1000",
            description =
                    "With --online: requests of a line of the curve (default: ${DEFAULT-VALUE}).")
    private int window = 1_000;

    /** Refuses what does not go together. */
    void check(CommandSpec spec) {
        if ((online && !asked()) || (explore != 0 && !online)) {
            throw new ParameterException(
                    spec.commandLine(),
                    String.format(
                            Locale.ROOT,
                            "The option --online of riffle evaluate must come with"
                                    + " --simulated-lists, and --explore with --online.%n"
                                    + "Maybe add --simulated-lists 16000 --online."));
        }
        ArgumentRules.within(spec, "share", "--explore", (float) explore, 0, 1);
        ArgumentRules.atLeast(spec, "window", "--window", window, 1);
    }

    /** Whether the lists are to be shown and learned from in a circle. */
    boolean online() {
        return online;
    }

    /** The loop asked for, from its first request to its last. */
    List<LoopWindow> loop(Consumer<LoopWindow> progress) {
        ListConfig config = config();
        ListSimulation world = new ListSimulation(config, WORLD_SEED, listSeed);
        try (LabFolder folder = new LabFolder();
                ListLoop loop =
                        new ListLoop(
                                world,
                                config.slots(),
                                folder.path(),
                                new TrainerLearner(folder.path(), world.world().items()),
                                new Exploration(explore, Exploration.NONE.temperature()))) {
            return loop.run(count, window, progress);
        }
    }

    /** Whether simulated lists are wanted. */
    boolean asked() {
        return count > 0;
    }

    /** The lists asked for. */
    ListSource source() {
        return ListSource.simulate(config(), count, WORLD_SEED, listSeed);
    }

    private ListConfig config() {
        return ListConfig.defaults().withCandidates(candidates).withKind(kind);
    }
}
