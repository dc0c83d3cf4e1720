package io.riffle.job.settings;

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
 * @param upkeep what stays of them in the store
 */
public record TrainSettings(
        String store,
        @Nullable String model,
        OnlineSettings learning,
        PublishCadence cadence,
        GateLimits gates,
        Upkeep upkeep)
        implements Serializable {

    /**
     * What stays in the store.
     *
     * @param versions newest of each model; 0 = all
     * @param checkpoints completed ones whose versions stay
     */
    public record Upkeep(int versions, int checkpoints) implements Serializable {}
}
