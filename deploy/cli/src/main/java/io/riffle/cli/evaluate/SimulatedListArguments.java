package io.riffle.cli.evaluate;

import io.riffle.lab.lists.ListConfig;
import io.riffle.lab.lists.ListKind;
import io.riffle.lab.lists.ListSource;
import picocli.CommandLine.Option;

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

    /** Whether simulated lists are wanted. */
    boolean asked() {
        return count > 0;
    }

    /** The lists asked for. */
    ListSource source() {
        return ListSource.simulate(
                ListConfig.defaults().withCandidates(candidates).withKind(kind),
                count,
                WORLD_SEED,
                listSeed);
    }
}
