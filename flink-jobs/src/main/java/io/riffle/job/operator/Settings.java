package io.riffle.job.operator;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the recommend step behaves: the options of {@code RecommendOptions}, read and validated.
 *
 * @param model URI of the backbone to start with; null = serve popular items until one is announced
 * @param reranker URI of the reranker to start with; null = none until one is announced
 * @param models what the models need to serve
 * @param maxEvents events kept in a user's history
 * @param maxDislikes dislikes kept per user
 * @param cachedUsers users whose decoded state is kept on the heap, per subtask
 * @param bundleSize clicks inferred together at most
 * @param bundleMaxAge longest wait for company, under full load
 * @param popularItems items counted for users of whom nothing is known, per subtask
 * @param popularHalfLife clicks after which a click counts half for them
 * @param attribution how answers become training samples
 * @param maxFutureSkew most that a click's time may lie after its record's Kafka timestamp
 */
public record Settings(
        @Nullable String model,
        @Nullable String reranker,
        Models models,
        int maxEvents,
        int maxDislikes,
        int cachedUsers,
        int bundleSize,
        Duration bundleMaxAge,
        int popularItems,
        int popularHalfLife,
        Attribution attribution,
        Duration maxFutureSkew)
        implements Serializable {

    /**
     * What the models need to serve.
     *
     * @param slateSize items shown
     * @param candidates items proposed by the generator
     * @param cacheBytes bound of the value cache, per subtask; 0 = off
     * @param maxVersionLag model versions a cached row may be behind; 0 = exact
     * @param prefillMaxPerBundle users re-encoded in one bundle
     * @param hop events that leave a full window at once
     * @param device {@code auto}, {@code cpu} or {@code gpu}
     * @param explorationShare share of the requests whose slate is drawn; 0 = none
     * @param explorationTemperature of the draw, in standard deviations of a request's scores
     * @param loading how models come into use
     */
    public record Models(
            int slateSize,
            int candidates,
            long cacheBytes,
            int maxVersionLag,
            int prefillMaxPerBundle,
            int hop,
            String device,
            double explorationShare,
            double explorationTemperature,
            Loading loading)
            implements Serializable {

        /** With models that are loaded as the options' defaults say. */
        public Models(
                int slateSize,
                int candidates,
                long cacheBytes,
                int maxVersionLag,
                int prefillMaxPerBundle,
                int hop,
                String device,
                double explorationShare,
                double explorationTemperature) {
            this(
                    slateSize,
                    candidates,
                    cacheBytes,
                    maxVersionLag,
                    prefillMaxPerBundle,
                    hop,
                    device,
                    explorationShare,
                    explorationTemperature,
                    Loading.DEFAULT);
        }
    }

    /**
     * How models come into use.
     *
     * @param store address below which announced models must lie; null = anywhere
     * @param timeout longest time of a load
     * @param maxBytes most memory of one model; 0 = a quarter of the heap
     */
    public record Loading(@Nullable String store, Duration timeout, long maxBytes)
            implements Serializable {

        public static final Loading DEFAULT = new Loading(null, Duration.ofMinutes(10), 0);
    }

    /**
     * How answers become training samples.
     *
     * @param samples whether training samples are made
     * @param window event time of the user's own stream during which a slate takes labels
     * @param deadline processing time after which it takes none
     * @param maxOpenSlates slates of a user that may be open
     * @param sampleEvents newest events of the history that a sample carries
     */
    public record Attribution(
            boolean samples,
            Duration window,
            Duration deadline,
            int maxOpenSlates,
            int sampleEvents)
            implements Serializable {}
}
