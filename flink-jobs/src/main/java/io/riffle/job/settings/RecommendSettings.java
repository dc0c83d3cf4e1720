package io.riffle.job.settings;

import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the recommend step behaves: the options of {@code RecommendOptions}, which reads them and
 * says what is wrong.
 *
 * @param model URI of the backbone to start with; null = serve popular items until one is announced
 * @param reranker URI of the reranker to start with; null = none until one is announced
 * @param models what the models need to serve
 * @param maxEvents events kept in a user's history
 * @param maxDislikes dislikes kept per user
 * @param users what is kept of users, and how much of what they do is answered
 * @param bundleSize clicks inferred together at most
 * @param bundleMaxAge longest wait for company, while bundles take a whole core
 * @param popular what is shown to users of whom nothing is known
 * @param attribution how answers become training samples
 * @param catalogue which items may be shown
 * @param actions what actions mean, and what they are called
 * @param maxFutureSkew most that a click's time may lie after its record's Kafka timestamp
 */
public record RecommendSettings(
        @Nullable String model,
        @Nullable String reranker,
        ModelSettings models,
        int maxEvents,
        int maxDislikes,
        UserSettings users,
        int bundleSize,
        Duration bundleMaxAge,
        PopularSettings popular,
        AttributionSettings attribution,
        CatalogueSettings catalogue,
        ActionSettings actions,
        Duration maxFutureSkew)
        implements Serializable {

    /** These settings, with what is known of the catalogue's topic. */
    public RecommendSettings withCatalogueEnds(Map<Integer, Long> ends) {
        return new RecommendSettings(
                model,
                reranker,
                models,
                maxEvents,
                maxDislikes,
                users,
                bundleSize,
                bundleMaxAge,
                popular,
                attribution,
                new CatalogueSettings(
                        catalogue.listedOnly(),
                        catalogue.maxWait(),
                        ends,
                        catalogue.newItems(),
                        catalogue.filterable()),
                actions,
                maxFutureSkew);
    }
}
