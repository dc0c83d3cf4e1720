package io.riffle.cli.evaluate;

import static java.util.stream.Collectors.joining;

import io.riffle.cli.arguments.ActionArguments;
import io.riffle.cli.arguments.EventFileArguments;
import io.riffle.cli.arguments.UnreadOptions;
import io.riffle.cli.evaluate.EvaluateCommand.Protocol;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;

/** What is evaluated, and which options that reads. */
enum EvaluationKind {
    LEAVE_ONE_OUT("--protocol leave-one-out"),
    PREQUENTIAL("--protocol prequential"),
    LEARNING("--protocol prequential --learn-every N"),
    LISTS("--lists FILE"),
    SIMULATED_LISTS("--simulated-lists N"),
    LOOP("--simulated-lists N --online");

    private static final Set<EvaluationKind> EVENTS =
            EnumSet.of(LEAVE_ONE_OUT, PREQUENTIAL, LEARNING);

    private static final Map<Class<?>, Set<EvaluationKind>> READERS =
            Map.of(
                    LeaveOneOutArguments.class, EnumSet.of(LEAVE_ONE_OUT),
                    PrequentialArguments.class, EnumSet.of(PREQUENTIAL, LEARNING),
                    OnlineArguments.class, EnumSet.of(LEARNING),
                    EventFileArguments.class, EVENTS,
                    ActionArguments.class, EVENTS,
                    ListArguments.class, EnumSet.of(LISTS, SIMULATED_LISTS),
                    SimulatedListArguments.class, EnumSet.of(SIMULATED_LISTS, LOOP));

    /** Of options that others read than those beside which they stand. */
    private static final Map<String, Set<EvaluationKind>> READERS_BY_NAME =
            Map.of(
                    "--store",
                    EnumSet.of(LEAVE_ONE_OUT, PREQUENTIAL, LEARNING, LISTS, SIMULATED_LISTS),
                    "--protocol",
                    EVENTS,
                    "--plot",
                    EVENTS,
                    "--device",
                    EVENTS,
                    "--score-from",
                    EnumSet.of(PREQUENTIAL, LEARNING, LISTS, SIMULATED_LISTS),
                    "--max-bad-rows",
                    EnumSet.of(LEAVE_ONE_OUT, PREQUENTIAL, LEARNING, LISTS),
                    "--items",
                    EnumSet.of(PREQUENTIAL, LEARNING, LISTS),
                    "--users",
                    EnumSet.of(LISTS),
                    "--explore",
                    EnumSet.of(LOOP),
                    "--window",
                    EnumSet.of(LOOP));

    /** What says which inputs there are: others judge whether these go together. */
    private static final Set<String> INPUTS = Set.of("--lists", "--simulated-lists", "--online");

    private final String asked;

    EvaluationKind(String asked) {
        this.asked = asked;
    }

    /** What the inputs and the protocol ask for. */
    static EvaluationKind of(ListArguments lists, Protocol protocol, boolean learning) {
        if (lists.asked()) {
            return lists.kind();
        }
        return switch (protocol) {
            case LEAVE_ONE_OUT -> LEAVE_ONE_OUT;
            case PREQUENTIAL -> learning ? LEARNING : PREQUENTIAL;
        };
    }

    /** The rule that an option breaks here, with its remedy; null when it is read. */
    @Nullable String broken(OptionSpec option) {
        Set<EvaluationKind> readers = readers(option);
        if (readers.contains(this)) {
            return null;
        }
        String with =
                readers.stream()
                        .filter(kind -> kind != LEARNING || !readers.contains(PREQUENTIAL))
                        .map(kind -> kind.asked)
                        .collect(joining(" or "));
        return "come with " + with + ".\nMaybe " + remedy(readers) + ".";
    }

    private String remedy(Set<EvaluationKind> readers) {
        if (this == PREQUENTIAL && readers.contains(LEARNING)) {
            return "add --learn-every 1000";
        }
        if (this == LEAVE_ONE_OUT && readers.contains(LEARNING)) {
            return "add --protocol prequential"
                    + (readers.contains(PREQUENTIAL) ? "" : " --learn-every 1000");
        }
        return this == SIMULATED_LISTS && readers.contains(LOOP) ? "add --online" : "leave it out";
    }

    private static Set<EvaluationKind> readers(OptionSpec option) {
        for (String name : option.names()) {
            Set<EvaluationKind> named = READERS_BY_NAME.get(name);
            if (named != null) {
                return named;
            }
        }
        Set<EvaluationKind> all = EnumSet.allOf(EvaluationKind.class);
        return INPUTS.contains(option.longestName())
                ? all
                : READERS.getOrDefault(UnreadOptions.group(option), all);
    }
}
