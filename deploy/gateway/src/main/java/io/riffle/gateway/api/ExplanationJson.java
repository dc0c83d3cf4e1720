package io.riffle.gateway.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.riffle.gateway.view.CatalogueView;
import io.riffle.schema.explain.ExplainedItem;
import io.riffle.schema.explain.Explanation;
import io.riffle.schema.explain.Explanation.Barred;
import io.riffle.schema.explain.Said;
import io.riffle.schema.explain.ServedSlate;
import io.riffle.schema.explain.Without;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Explanations as they are told. */
final class ExplanationJson {

    private static final double NANOS_A_MS = 1e6;
    private static final double TENTHS = 10;

    private final @Nullable CatalogueView catalogue;

    /**
     * @param catalogue knows titles; null = none are told
     */
    ExplanationJson(@Nullable CatalogueView catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * Writes an explanation.
     *
     * @param begin {@link System#nanoTime} when the request came
     */
    JsonObject write(Explanation told, long begin) {
        JsonObject json = new JsonObject();
        json.addProperty("recommendation_id", told.recommendationId());
        json.addProperty("user_id", told.userId());
        if (!told.reason().isEmpty()) {
            json.addProperty("reason", told.reason());
        }
        ServedSlate served = told.served();
        if (served != null) {
            json.add("served", served(served));
        }
        json.addProperty("backbone_version", told.backboneVersion());
        json.addProperty("reranker_version", told.rerankerVersion());
        json.addProperty("exact", told.exact());
        JsonArray items = new JsonArray();
        told.items().forEach(item -> items.add(item(item, told)));
        json.add("items", items);
        json.add("again", ids(told.again()));
        json.add("counts", counts(told.counts()));
        JsonArray barred = new JsonArray();
        told.barred().forEach(one -> barred.add(barred(one)));
        json.add("barred", barred);
        JsonArray without = new JsonArray();
        told.without().forEach(one -> without.add(without(one, told.again())));
        json.add("without", without);
        json.addProperty(
                "latency_ms",
                Math.round(TENTHS * (System.nanoTime() - begin) / NANOS_A_MS) / TENTHS);
        return json;
    }

    private static JsonObject served(ServedSlate served) {
        JsonObject json = new JsonObject();
        json.addProperty("query_time", served.queryTime());
        json.addProperty("shown_time", served.shownTime());
        json.addProperty("tier", served.tier().name());
        json.addProperty("backbone_version", served.backboneVersion());
        json.addProperty("reranker_version", served.rerankerVersion());
        if (!served.placement().isEmpty()) {
            json.addProperty("placement", served.placement());
        }
        json.addProperty("explored", served.explored());
        return json;
    }

    private JsonObject item(ExplainedItem item, Explanation told) {
        JsonObject json = new JsonObject();
        named(json, item.itemId());
        json.addProperty("rank", item.rank());
        json.addProperty("score", item.score());
        json.addProperty("generator_score", item.generatorScore());
        if (item.boost() != 0) {
            json.addProperty("boost", item.boost());
        }
        JsonArray sources = new JsonArray();
        for (Said said : item.sources()) {
            JsonObject source = new JsonObject();
            source.addProperty("source", said.source());
            source.addProperty("rank", said.rank());
            source.addProperty("score", said.score());
            sources.add(source);
        }
        json.add("sources", sources);
        JsonArray because = new JsonArray();
        told.because(item.itemId()).forEach(one -> because.add(event(one)));
        json.add("because", because);
        return json;
    }

    private static JsonObject counts(Explanation.Counts counts) {
        JsonObject json = new JsonObject();
        json.addProperty("known", counts.known());
        json.addProperty("withdrawn", counts.withdrawn());
        if (counts.satisfying() >= 0) {
            json.addProperty("satisfying", counts.satisfying());
        }
        json.addProperty("seen", counts.seen());
        json.addProperty("disliked", counts.disliked());
        json.addProperty("excluded", counts.excluded());
        return json;
    }

    private JsonObject barred(Barred barred) {
        JsonObject json = new JsonObject();
        named(json, barred.itemId());
        json.addProperty("rank", barred.rank());
        json.addProperty("by", barred.by());
        return json;
    }

    private JsonObject without(Without without, List<String> again) {
        JsonObject json = event(without);
        json.addProperty("action", without.event().action().name());
        json.add("slate", ids(without.slate()));
        JsonArray moves = new JsonArray();
        for (int i = 0; i < again.size(); i++) {
            int rank = without.ranks().get(i);
            if (rank != i + 1) {
                JsonObject move = new JsonObject();
                move.addProperty("item_id", again.get(i));
                move.addProperty("rank", i + 1);
                move.addProperty("rank_without", rank);
                moves.add(move);
            }
        }
        json.add("moves", moves);
        return json;
    }

    private JsonObject event(Without without) {
        JsonObject json = new JsonObject();
        named(json, without.event().itemId());
        json.addProperty("event_time", without.event().time());
        return json;
    }

    private void named(JsonObject json, String itemId) {
        json.addProperty("item_id", itemId);
        String title = catalogue == null ? null : catalogue.title(itemId);
        if (title != null && !title.isEmpty()) {
            json.addProperty("title", title);
        }
    }

    private static JsonArray ids(List<String> itemIds) {
        JsonArray ids = new JsonArray();
        itemIds.forEach(ids::add);
        return ids;
    }
}
