package io.riffle.job.operator;

import io.riffle.job.state.UserInput.Click;
import io.riffle.serving.Query;

/**
 * One click that is in the history and waits for its answer.
 *
 * @param order of arrival in this subtask
 * @param arrivals of the history just after this click
 */
record Ask(Click click, long order, User user, Query query, long arrivals) {}
