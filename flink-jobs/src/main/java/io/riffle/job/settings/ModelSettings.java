package io.riffle.job.settings;

import java.io.Serializable;

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
public record ModelSettings(
        int slateSize,
        int candidates,
        long cacheBytes,
        int maxVersionLag,
        int prefillMaxPerBundle,
        int hop,
        String device,
        double explorationShare,
        double explorationTemperature,
        LoadSettings loading)
        implements Serializable {

    /** With models that are loaded as the options' defaults say. */
    public ModelSettings(
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
                LoadSettings.DEFAULT);
    }
}
