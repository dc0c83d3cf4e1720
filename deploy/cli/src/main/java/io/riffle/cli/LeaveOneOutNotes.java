package io.riffle.cli;

import io.riffle.cli.console.CommandException;
import io.riffle.cli.console.Console;
import io.riffle.training.Evaluator;
import io.riffle.training.Interactions;

/** What has to be said of figures of leave-one-out, so that a nought is not taken for quality. */
final class LeaveOneOutNotes {
    private LeaveOneOutNotes() {}

    /**
     * Tells how many test events nobody can hit.
     *
     * @throws CommandException when there is none to rank
     */
    static void tell(Evaluator evaluator, Interactions interactions, Console console) {
        int targets = evaluator.targets();
        if (targets == 0) {
            throw new CommandException(
                    "The events to rank (0) must be at least 1: none of the "
                            + interactions.users()
                            + " users has two.\nMaybe the user column is that of the sessions.");
        }
        if (evaluator.repeated() > 0) {
            console.note(
                    evaluator.repeated()
                            + " of "
                            + targets
                            + " test events repeat an item of the history; they cannot be hit");
        }
    }

    /**
     * Tells how many test events a backbone has no row for.
     *
     * @param itemRows the backbone's
     * @throws CommandException when it has none of them
     */
    static void tell(Evaluator evaluator, int itemRows, Console console) {
        int known = evaluator.knownTargets(itemRows);
        if (known == 0) {
            throw new CommandException(
                    "The test events (0 of "
                            + evaluator.targets()
                            + ") whose items the backbone knows must be at least 1.\n"
                            + "Maybe it was trained on another data set.");
        }
        if (known < evaluator.targets()) {
            console.note(
                    (evaluator.targets() - known)
                            + " of "
                            + evaluator.targets()
                            + " test events are of items that the backbone does not know");
        }
    }
}
