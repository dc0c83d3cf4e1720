package io.riffle.gateway.live;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.riffle.gateway.view.CatalogueView;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.RankedItem;
import io.riffle.schema.Recommendation;
import org.jspecify.annotations.Nullable;

/** Clicks and slates as streams tell them. */
final class PassingJson {

    private final @Nullable CatalogueView catalogue;

    /**
     * @param catalogue knows titles; null = none are told
     */
    PassingJson(@Nullable CatalogueView catalogue) {
        this.catalogue = catalogue;
    }

    JsonObject click(ClickEvent click, long time) {
        JsonObject json = new JsonObject();
        json.addProperty("time", time);
        json.addProperty("event_id", click.eventId());
        json.addProperty("user_id", click.userId());
        json.addProperty("item_id", click.itemId());
        if (catalogue != null) {
            json.addProperty("title", title(catalogue, click.itemId()));
        }
        json.addProperty("action", click.action().name());
        return json;
    }

    JsonObject slate(Recommendation slate) {
        JsonObject json = new JsonObject();
        json.addProperty("time", slate.emittedTime());
        json.addProperty("recommendation_id", slate.recommendationId());
        json.addProperty("user_id", slate.userId());
        if (slate.asked()) {
            json.addProperty("request_id", slate.requestId());
        } else {
            json.addProperty("trigger_event_id", slate.triggerEventId());
        }
        JsonArray items = new JsonArray();
        JsonArray titles = new JsonArray();
        for (RankedItem item : slate.items()) {
            items.add(item.itemId());
            if (catalogue != null) {
                titles.add(title(catalogue, item.itemId()));
            }
        }
        json.add("items", items);
        if (catalogue != null) {
            json.add("titles", titles);
        }
        json.addProperty("tier", slate.tier().name());
        json.addProperty("latency_ms", Math.max(0, slate.emittedTime() - slate.receivedTime()));
        json.addProperty("backbone_version", slate.backboneVersion());
        json.addProperty("reranker_version", slate.rerankerVersion());
        return json;
    }

    private static String title(CatalogueView catalogue, String itemId) {
        String title = catalogue.title(itemId);
        return title == null ? itemId : title;
    }
}
