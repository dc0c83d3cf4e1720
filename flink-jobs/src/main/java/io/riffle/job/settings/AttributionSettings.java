package io.riffle.job.settings;

import java.io.Serializable;
import java.time.Duration;

/**
 * How answers become training samples.
 *
 * @param samples whether training samples are made
 * @param expired whether one is made of a slate that no click came after
 * @param window event time of the user's own stream during which a slate takes labels
 * @param deadline time of reading, by received times, after which it takes none
 * @param maxOpenSlates slates of a user that may be open
 * @param sampleEvents newest events of the history that a sample carries
 */
public record AttributionSettings(
        boolean samples,
        boolean expired,
        Duration window,
        Duration deadline,
        int maxOpenSlates,
        int sampleEvents)
        implements Serializable {}
