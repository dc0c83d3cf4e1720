package io.riffle.job.options;

import io.riffle.training.judge.GateLimits;
import io.riffle.training.online.OnlineSettings;
import io.riffle.training.publish.PublishCadence;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * How the train step behaves: the options of {@code TrainOptions}, read and validated.
 *
 * @param store where models are kept
 * @param model URI of the backbone that learning starts from; null = the store's newest, and from
 *     nothing when it has none
 * @param learning how the trainers learn
 * @param cadence how often models are published
 * @param gates what they must pass
 */
public record TrainSettings(
        String store,
        @Nullable String model,
        OnlineSettings learning,
        PublishCadence cadence,
        GateLimits gates)
        implements Serializable {}
