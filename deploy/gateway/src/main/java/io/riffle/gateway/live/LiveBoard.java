package io.riffle.gateway.live;

import com.google.gson.JsonObject;
import io.riffle.gateway.stream.SseEvent;
import io.riffle.gateway.stream.Streams;
import io.riffle.gateway.view.CatalogueView;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.ModelUpdate;
import io.riffle.schema.Recommendation;
import io.riffle.schema.Tier;
import java.io.ByteArrayOutputStream;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The figures of the live page: hears what passes, tells once a second. Safe for threads. */
public final class LiveBoard {

    private static final int RATE_SECONDS = 5;
    private static final int ANSWER_SECONDS = 10;

    private final Streams streams;
    private final Passing passing;
    private final CatalogueView catalogue;
    private final InstantSource clock;
    private final Foresight foresight = new Foresight();
    private final Models models = new Models();
    private final WindowCounts clicks = new WindowCounts(RATE_SECONDS, 1);
    private final WindowCounts answers = new WindowCounts(RATE_SECONDS, 1);
    private final WindowCounts latencies = new WindowCounts(ANSWER_SECONDS, Latencies.BUCKETS);
    private final WindowCounts tiers = new WindowCounts(ANSWER_SECONDS, Tier.values().length + 1);
    private @Nullable Recommendation newest;
    private @Nullable JsonObject stats;
    private long shownBefore;

    /** Tells to whoever listens to {@link Passing#LIVE}. */
    public LiveBoard(
            Streams streams, Passing passing, CatalogueView catalogue, InstantSource clock) {
        this.streams = streams;
        this.passing = passing;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /** A click passes. */
    public synchronized void click(ClickEvent click) {
        clicks.add(second(), 0);
        foresight.clicked(click);
        catalogue.clicked(click.itemId());
    }

    /** The answer to a click passes. */
    public synchronized void slate(Recommendation slate) {
        long latency = slate.emittedTime() - slate.receivedTime();
        answers.add(second(), 0);
        latencies.add(second(), Latencies.bucket(latency));
        tiers.add(second(), slate.tier().code());
        foresight.answered(slate);
        newest = slate;
        tell(models.backbone(slate, clock.millis()));
        tell(models.reranker(slate, clock.millis()));
    }

    /** A model is announced. */
    public synchronized void announced(ModelUpdate update, long time) {
        tell(models.announced(update, time));
    }

    /** What somebody who begins to listen is told first. */
    public synchronized byte[] opening() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        models.news().forEach(news -> all.writeBytes(SseEvent.of("version", news)));
        if (stats != null) {
            all.writeBytes(SseEvent.of("stats", stats));
        }
        return all.toByteArray();
    }

    /** Tells the figures; to be called once a second. */
    public void everySecond() {
        byte[] event;
        synchronized (this) {
            stats = stats();
            event = SseEvent.of("stats", stats);
        }
        streams.send(Passing.LIVE, event);
    }

    private JsonObject stats() {
        JsonObject json = new JsonObject();
        json.addProperty("time", clock.millis());
        json.addProperty("clicks_per_s", clicks.perSecond(second()));
        json.addProperty("answers_per_s", answers.perSecond(second()));
        long shown = passing.clicksShown();
        json.addProperty("shown_per_s", shown - shownBefore);
        shownBefore = shown;
        addAnswers(json);
        addForesight(json);
        addModels(json);
        json.addProperty("users_seen", foresight.users());
        json.addProperty("items_listed", catalogue.size());
        return json;
    }

    private void addAnswers(JsonObject json) {
        int[] counts = latencies.sums(second());
        if (answers.perSecond(second()) > 0) {
            JsonObject latency = new JsonObject();
            latency.addProperty("p50", Latencies.quantile(counts, 0.5));
            latency.addProperty("p99", Latencies.quantile(counts, 0.99));
            json.add("latency_ms", latency);
        }
        json.add("latency_histogram", Latencies.histogram(counts));
        JsonObject byTier = new JsonObject();
        int[] answered = tiers.sums(second());
        for (Tier tier : Tier.values()) {
            byTier.addProperty(tier.name(), answered[tier.code()]);
        }
        json.add("tiers", byTier);
    }

    private void addForesight(JsonObject json) {
        HitRing hits = foresight.hits();
        json.addProperty("clicks_scored", hits.clicks());
        if (hits.clicks() == 0) {
            return;
        }
        json.addProperty("hit_at_10", hits.slateRate());
        json.addProperty("popularity_at_10", hits.popularRate());
        json.addProperty("item_to_item_at_10", hits.pairRate());
        JsonObject byTier = new JsonObject();
        for (Tier tier : Tier.values()) {
            if (hits.clicks(tier) > 0) {
                JsonObject one = new JsonObject();
                one.addProperty("hit_at_10", hits.slateRate(tier));
                one.addProperty("clicks", hits.clicks(tier));
                byTier.add(tier.name(), one);
            }
        }
        json.add("hit_at_10_by_tier", byTier);
    }

    private void addModels(JsonObject json) {
        Recommendation slate = newest;
        json.addProperty("backbone_version", slate == null ? 0 : slate.backboneVersion());
        json.addProperty("reranker_version", slate == null ? 0 : slate.rerankerVersion());
        long made = slate == null ? 0 : models.made(slate.backboneVersion());
        if (made > 0) {
            json.addProperty("freshness_ms", Math.max(0, clock.millis() - made));
        }
    }

    private void tell(@Nullable JsonObject version) {
        if (version != null) {
            streams.send(Passing.LIVE, SseEvent.of("version", version));
        }
    }

    private long second() {
        return clock.millis() / 1_000;
    }
}
