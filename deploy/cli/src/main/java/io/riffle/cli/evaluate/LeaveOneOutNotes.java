package io.riffle.cli.evaluate;

import io.riffle.lab.console.CommandException;
import io.riffle.lab.console.Console;
import io.riffle.training.dataset.Interactions;
import io.riffle.training.evaluation.LeaveOneOut;
import org.jspecify.annotations.Nullable;

/** What has to be said of figures of leave-one-out, so that a nought is not taken for quality. */
public final class LeaveOneOutNotes {
    private LeaveOneOutNotes() {}

    /**
     * Tells how many test events nobody can hit.
     *
     * @param tieSafe of the same events, without those of the target's second; null when its
     *     figures are not shown
     * @throws CommandException when there is none to rank
     */
    public static void tell(
            LeaveOneOut evaluator,
            @Nullable LeaveOneOut tieSafe,
            Interactions interactions,
            Console console) {
        int targets = evaluator.targets();
        if (targets == 0) {
            throw new CommandException(
                    "The events to rank (0) must be at least 1: none of the "
                            + interactions.users()
                            + " users has two.\nMaybe the user column is that of the sessions.");
        }
        int repeated = evaluator.repeated();
        if (repeated > 0) {
            int fewer = tieSafe == null ? repeated : tieSafe.repeated();
            console.note(
                    repeated
                            + " of "
                            + targets
                            + " test events repeat an item of the history; they cannot be hit"
                            + (fewer == repeated ? "" : " (tie-safe: " + fewer + ")"));
        }
    }

    /**
     * Tells how many test events a backbone has no row for.
     *
     * @param itemRows the backbone's
     * @throws CommandException when it has none of them
     */
    static void tell(LeaveOneOut evaluator, int itemRows, Console console) {
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
