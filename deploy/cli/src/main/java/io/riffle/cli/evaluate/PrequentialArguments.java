package io.riffle.cli.evaluate;

import io.riffle.cli.arguments.ArgumentRules;
import io.riffle.training.baseline.PairRules;
import io.riffle.training.evaluation.ScoredStream.Clicks;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What a prequential evaluation scores, and what it compares with. */
final class PrequentialArguments {
    private static final int ONLINE_MEMORY = 12;

    /** ArgumentRules of the item-to-item baseline. */
    enum Pairs {
        HISTORIES,
        SESSIONS
    }

    @Option(
            names = "--learn-every",
            paramLabel = "N",
            description =
                    "Prequential: the backbone learns from every N events once they are scored"
                            + " (default: it does not learn).")
    @Nullable Integer learnEvery;

    @Option(
            names = "--scored",
            paramLabel = "CLICKS",
            defaultValue = "ALL",
            description =
                    "Prequential: ALL clicks, or NEW ones: of a user that clicked before, on an"
                            + " item new to that user; the rest is counted (default: ALL).")
    Clicks scored = Clicks.ALL;

    @Option(
            names = "--baselines",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description =
                    "Prequential: popularity, item-to-item, each candidate source, and the system"
                            + " that blends them with the backbone as well (default: yes).")
    boolean baselines = true;

    @Option(
            names = "--popularity-half-life",
            paramLabel = "N",
            description =
                    "Prequential: events after which a click counts half for popularity (default:"
                            + " all count alike).")
    @Nullable Integer halfLife;

    @Option(
            names = "--pairs",
            paramLabel = "RULES",
            defaultValue = "HISTORIES",
            description =
                    "Prequential: item-to-item's rules, for long HISTORIES or for SESSIONS"
                            + " (default: HISTORIES).")
    private Pairs pairs = Pairs.HISTORIES;

    @Option(
            names = "--frozen",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description =
                    "Prequential: beside a backbone that learns, the same one frozen, and the"
                            + " difference with its 95 %% interval over users (default: yes).")
    boolean frozen = true;

    @Option(
            names = "--curve-every",
            paramLabel = "N",
            defaultValue = "10000",
            description =
                    "Prequential: scored events of one point of the curve (default:"
                            + " ${DEFAULT-VALUE}).")
    int curveEvery;

    PairRules pairRules() {
        return switch (pairs) {
            case HISTORIES -> PairRules.histories(ONLINE_MEMORY);
            case SESSIONS -> PairRules.SESSIONS;
        };
    }

    void check(CommandSpec spec) {
        if (learnEvery != null) {
            ArgumentRules.atLeast(spec, "number of events", "--learn-every", learnEvery, 1);
        }
        if (halfLife != null) {
            ArgumentRules.atLeast(spec, "half-life", "--popularity-half-life", halfLife, 1);
        }
        ArgumentRules.atLeast(spec, "number of events", "--curve-every", curveEvery, 1);
    }

    /** Refuses a backbone that knows nothing and is to stay so. */
    void checkLearns(CommandSpec spec) {
        if (learnEvery == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "The backbone (none) of riffle evaluate must be given, or learn.\n"
                            + "Maybe add --store STORE, or --learn-every 1000.");
        }
    }
}
