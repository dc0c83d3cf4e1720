package io.riffle.job.recommend;

import io.riffle.job.state.UserInput.Click;
import io.riffle.job.user.ReadClock;
import io.riffle.job.user.User;
import io.riffle.schema.history.UserHistory;
import io.riffle.serving.Query;

/**
 * One click that is in the history and waits for its answer.
 *
 * @param received when the click was, epoch ms, as {@link ReadClock} has it
 * @param order of arrival in this subtask
 * @param history of which the query names sequences: the user's, or, when a later click of the
 *     bundle came late, a copy from before it
 * @param arrivals of the history just after this click
 * @param robot whether the click came faster than a person's do: nothing is learned from it
 * @param first whether the click is the first event of the history about its item
 */
record Ask(
        Click click,
        long received,
        long order,
        User user,
        UserHistory history,
        Query query,
        long arrivals,
        boolean robot,
        boolean first) {}
