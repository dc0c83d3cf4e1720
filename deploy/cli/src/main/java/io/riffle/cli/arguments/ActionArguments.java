package io.riffle.cli.arguments;

import io.riffle.schema.actions.ActionRules;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What the actions of an events file mean: as {@code riffle.actions.} says it to the jobs. */
public final class ActionArguments {

    @Option(
            names = "--action-weights",
            paramLabel = "ACTION:W,...",
            defaultValue = ActionRules.WEIGHTS,
            description =
                    "How much each action teaches, 0 to 100 (default: ${DEFAULT-VALUE}); those not"
                            + " named keep these.")
    private String weights = ActionRules.WEIGHTS;

    @Option(
            names = "--action-history",
            paramLabel = "ACTION,...",
            defaultValue = ActionRules.HISTORY,
            description = "Actions that are interactions (default: ${DEFAULT-VALUE}).")
    private String history = ActionRules.HISTORY;

    /** What they mean; a usage error when the options cannot be read. */
    public ActionRules rules(CommandSpec spec) {
        return ActionRules.read(
                weights,
                history,
                problems(spec, "--action-weights"),
                problems(spec, "--action-history"));
    }

    private static ActionRules.Problems problems(CommandSpec spec, String option) {
        return (value, must, maybe) -> {
            throw ArgumentRules.broken(spec, "part", value, option, must);
        };
    }
}
