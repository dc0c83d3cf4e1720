package io.riffle.gateway.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.riffle.gateway.ask.Answer;
import io.riffle.gateway.view.CatalogueView;
import io.riffle.schema.RankedItem;
import io.riffle.schema.Recommendation;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Answers as they are told. */
final class AnswerJson {

    private static final double NANOS_A_MS = 1e6;
    private static final double TENTHS = 10;

    private final @Nullable CatalogueView catalogue;
    private final InstantSource clock;

    /**
     * @param catalogue knows titles; null = none are told
     */
    AnswerJson(@Nullable CatalogueView catalogue, InstantSource clock) {
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /**
     * Writes an answer.
     *
     * @param userId who asked; empty = a guest
     * @param begin {@link System#nanoTime} when the request came
     */
    JsonObject write(Answer answer, String userId, long begin) {
        JsonObject json = new JsonObject();
        Recommendation slate = answer.slate();
        if (slate != null) {
            json.addProperty("recommendation_id", slate.recommendationId());
        }
        text(json, "user_id", userId);
        json.add("items", items(answer));
        json.addProperty("tier", answer.label());
        if (slate != null && answer.stale()) {
            json.addProperty("stale_tier", slate.tier().name());
            json.addProperty("age_ms", Math.max(0, clock.millis() - answer.staleSince()));
        }
        if (slate != null) {
            text(json, "placement", slate.placement());
        }
        text(json, "reason", answer.reason());
        json.addProperty("backbone_version", slate == null ? 0 : slate.backboneVersion());
        json.addProperty("reranker_version", slate == null ? 0 : slate.rerankerVersion());
        json.addProperty("latency_ms", milliseconds(begin));
        return json;
    }

    private JsonArray items(Answer answer) {
        JsonArray items = new JsonArray();
        for (RankedItem item : answer.items()) {
            JsonObject one = new JsonObject();
            one.addProperty("item_id", item.itemId());
            one.addProperty("rank", item.rank());
            one.addProperty("score", item.score());
            if (catalogue != null) {
                String title = catalogue.title(item.itemId());
                text(one, "title", title == null ? "" : title);
            }
            items.add(one);
        }
        return items;
    }

    private static void text(JsonObject json, String name, String value) {
        if (!value.isEmpty()) {
            json.addProperty(name, value);
        }
    }

    private static double milliseconds(long begin) {
        return Math.round(TENTHS * (System.nanoTime() - begin) / NANOS_A_MS) / TENTHS;
    }
}
