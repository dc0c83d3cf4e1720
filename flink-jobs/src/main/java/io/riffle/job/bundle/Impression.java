package io.riffle.job.bundle;

import io.riffle.job.user.User;
import io.riffle.schema.ClickEvent;

/**
 * What a user has seen of a slate, as a front end tells: it is noted, and not answered.
 *
 * @param received epoch ms
 * @param order of arrival in this subtask
 */
public record Impression(ClickEvent event, long received, long order, User user) {}
