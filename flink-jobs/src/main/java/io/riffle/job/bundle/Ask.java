package io.riffle.job.bundle;

import io.riffle.job.ask.Asked;
import io.riffle.job.state.UserInput.Asking;
import io.riffle.job.state.UserInput.Click;
import io.riffle.job.user.ReadClock;
import io.riffle.job.user.User;
import io.riffle.schema.history.UserHistory;
import io.riffle.serving.Query;
import org.jspecify.annotations.Nullable;

/**
 * One click that is in the history, or one request, and waits for its answer.
 *
 * @param asking what came
 * @param received when it did, epoch ms, as {@link ReadClock} has it
 * @param order of arrival in this subtask
 * @param history of which the query names sequences: the user's, or, when a later click of the
 *     bundle came late, a copy from before it
 * @param arrivals of the history just then
 * @param robot whether the click came faster than a person's do: nothing is learned from it
 * @param first whether the click is the first event of the history about its item
 * @param asked what the request comes to; null for a click
 */
public record Ask(
        Asking asking,
        long received,
        long order,
        User user,
        UserHistory history,
        Query query,
        long arrivals,
        boolean robot,
        boolean first,
        @Nullable Asked asked) {

    /** The click; only where nothing was asked. */
    public Click click() {
        if (asking instanceof Click click) {
            return click;
        }
        throw new IllegalStateException("A request is no click");
    }
}
