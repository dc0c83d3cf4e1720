package io.riffle.training.publish;

import java.io.Serializable;
import java.util.Locale;

/**
 * How often models are published; each at the first checkpoint after its interval.
 *
 * @param snapshotMs of the whole backbone
 * @param deltaMs of its item rows alone, between two snapshots
 * @param sourcesMs of candidate sources alone, beside the weights that serve
 * @param rerankerMs of the reranker
 */
public record PublishCadence(long snapshotMs, long deltaMs, long sourcesMs, long rerankerMs)
        implements Serializable {
    /**
     * A cadence.
     *
     * @throws IllegalArgumentException when an interval is not positive
     */
    public PublishCadence {
        if (snapshotMs < 1 || deltaMs < 1 || sourcesMs < 1 || rerankerMs < 1) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "The intervals (%d, %d, %d, %d ms) of publishing must be positive.",
                            snapshotMs,
                            deltaMs,
                            sourcesMs,
                            rerankerMs));
        }
    }
}
