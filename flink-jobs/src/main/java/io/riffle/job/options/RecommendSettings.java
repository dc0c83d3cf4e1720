package io.riffle.job.options;

import io.riffle.schema.ContextNames;
import io.riffle.schema.actions.ActionNames;
import io.riffle.schema.actions.ActionRules;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the recommend step behaves: the options of {@code RecommendOptions}, read and validated.
 *
 * @param model URI of the backbone to start with; null = serve popular items until one is announced
 * @param reranker URI of the reranker to start with; null = none until one is announced
 * @param models what the models need to serve
 * @param maxEvents events kept in a user's history
 * @param maxDislikes dislikes kept per user
 * @param users what is kept of users, and how much of what they do is answered
 * @param bundleSize clicks inferred together at most
 * @param bundleMaxAge longest wait for company, under full load
 * @param popular what is shown to users of whom nothing is known
 * @param attribution how answers become training samples
 * @param catalogue which items may be shown
 * @param actions what actions mean, and what they are called
 * @param maxFutureSkew most that a click's time may lie after its record's Kafka timestamp
 */
public record RecommendSettings(
        @Nullable String model,
        @Nullable String reranker,
        Models models,
        int maxEvents,
        int maxDislikes,
        Users users,
        int bundleSize,
        Duration bundleMaxAge,
        Popular popular,
        Attribution attribution,
        Catalogue catalogue,
        Actions actions,
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
                new Catalogue(
                        catalogue.listedOnly,
                        catalogue.maxWait,
                        ends,
                        catalogue.newItems,
                        catalogue.filterable),
                actions,
                maxFutureSkew);
    }

    /**
     * What is shown to users of whom nothing is known.
     *
     * @param items counted, per subtask
     * @param halfLife clicks after which a click counts half
     * @param contexts what clicks and requests say of themselves that chooses among the items
     * @param hour whether the hour of the day does, too
     */
    public record Popular(int items, int halfLife, ContextNames contexts, boolean hour)
            implements Serializable {

        /** Names the category of the item before. */
        public static final String CATEGORY = "category";

        /** Names the hour of the day, 0 to 23, in UTC. */
        public static final String HOUR = "hour";
    }

    /** What actions mean, and what else they are called. */
    public record Actions(ActionRules rules, ActionNames names) implements Serializable {

        public static final Actions USUAL = new Actions(ActionRules.USUAL, ActionNames.OURS);
    }

    /** When only items that the catalogue lists may be shown. */
    public enum ListedOnly {
        /** From the first item on that the catalogue lists. */
        AUTO,
        /** Without a catalogue nothing is shown. */
        ALWAYS,
        /** Every item that the catalogue has not withdrawn may be shown. */
        NEVER
    }

    /**
     * Which items may be shown.
     *
     * @param listedOnly when only listed ones
     * @param maxWait longest time after a start that nothing is shown because the catalogue was not
     *     read to its end
     * @param ends for each partition of the catalogue's topic that held records when the job was
     *     submitted, the offset of the newest; empty when not known
     * @param newItems what those of its items get that few have seen
     * @param filterable names of the attributes that conditions may name
     */
    public record Catalogue(
            ListedOnly listedOnly,
            Duration maxWait,
            Map<Integer, Long> ends,
            NewItemRules newItems,
            List<String> filterable)
            implements Serializable {

        /** Whose attributes no condition names. */
        public Catalogue(
                ListedOnly listedOnly,
                Duration maxWait,
                Map<Integer, Long> ends,
                NewItemRules newItems) {
            this(listedOnly, maxWait, ends, newItems, List.of());
        }

        /** Without anything for new items. */
        public Catalogue(ListedOnly listedOnly, Duration maxWait, Map<Integer, Long> ends) {
            this(listedOnly, maxWait, ends, NewItemRules.NONE);
        }

        /** Copies map and list. */
        public Catalogue {
            ends = Map.copyOf(ends);
            filterable = List.copyOf(filterable);
        }
    }

    /**
     * What is done for items of the catalogue that few have seen.
     *
     * @param share of the slots that they get, from 0 to 1; at most one of a slate
     * @param most of them that are kept, the newest
     */
    public record NewItemRules(double share, int most) implements Serializable {

        /** Nothing. */
        public static final NewItemRules NONE = new NewItemRules(0, 0);
    }

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
     * @param provisionalItems rows for items that a model does not know
     */
    public record Loading(
            @Nullable String store, Duration timeout, long maxBytes, int provisionalItems)
            implements Serializable {

        /** Without provisional rows. */
        public Loading(@Nullable String store, Duration timeout, long maxBytes) {
            this(store, timeout, maxBytes, 0);
        }

        public static final Loading DEFAULT = new Loading(null, Duration.ofMinutes(10), 0);
    }

    /**
     * What is kept of users, and how much of what they do is answered.
     *
     * @param cached users whose decoded state is kept on the heap, per subtask
     * @param cachedBytes of the heap that they may take, per subtask
     * @param maxClicksPerMinute clicks of a user that are answered; 0 = all
     * @param maxRate clicks in a minute beyond which a user is a robot; 0 = nobody is
     * @param maxIdle after which a user who does nothing is forgotten; 0 = never
     * @param maxAge of a click that is answered, by its record's timestamp; 0 = any
     * @param maxRequestsPerMinute requests of a user that are answered with a slate; 0 = all
     */
    public record Users(
            int cached,
            long cachedBytes,
            int maxClicksPerMinute,
            int maxRate,
            Duration maxIdle,
            Duration maxAge,
            int maxRequestsPerMinute)
            implements Serializable {

        /** All requests are answered. */
        public Users(
                int cached,
                long cachedBytes,
                int maxClicksPerMinute,
                int maxRate,
                Duration maxIdle,
                Duration maxAge) {
            this(cached, cachedBytes, maxClicksPerMinute, maxRate, maxIdle, maxAge, 0);
        }

        /** The same, and clicks of any age. */
        public Users(
                int cached,
                long cachedBytes,
                int maxClicksPerMinute,
                int maxRate,
                Duration maxIdle) {
            this(cached, cachedBytes, maxClicksPerMinute, maxRate, maxIdle, Duration.ZERO);
        }
    }

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
    public record Attribution(
            boolean samples,
            boolean expired,
            Duration window,
            Duration deadline,
            int maxOpenSlates,
            int sampleEvents)
            implements Serializable {}
}
