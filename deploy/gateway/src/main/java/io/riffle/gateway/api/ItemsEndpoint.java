package io.riffle.gateway.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.javalin.http.Context;
import io.riffle.gateway.view.CatalogueView;
import io.riffle.gateway.view.CatalogueView.Category;
import io.riffle.gateway.view.CatalogueView.Found;
import io.riffle.gateway.view.CatalogueView.Listed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The catalogue, as far as the live view knows it. */
final class ItemsEndpoint {

    private static final int MOST = 200;
    private static final int USUAL = 50;

    private final @Nullable CatalogueView catalogue;

    /**
     * @param catalogue null = there is none
     */
    ItemsEndpoint(@Nullable CatalogueView catalogue) {
        this.catalogue = catalogue;
    }

    void find(Context ctx) {
        Parameters parameters = Parameters.of(ctx, "query", "category", "ids", "limit");
        CatalogueView listed = catalogue;
        if (listed == null) {
            throw StreamEndpoints.notLive(ctx);
        }
        String ids = parameters.text("ids");
        int limit = parameters.integer("limit", 1, MOST, USUAL);
        Responses.now(
                ctx,
                json(
                        ids.isEmpty()
                                ? listed.find(
                                        parameters.text("query"),
                                        parameters.text("category"),
                                        limit)
                                : listed.find(ids(ids))));
    }

    private static List<String> ids(String joined) {
        List<String> ids = List.of(joined.split(",", MOST + 1));
        if (ids.size() > MOST) {
            throw JsonBody.invalid(
                    "number of ids",
                    "above " + MOST,
                    "the request",
                    "be at most " + MOST,
                    "ask several times");
        }
        return ids;
    }

    private static JsonObject json(Found found) {
        JsonArray items = new JsonArray();
        for (Listed item : found.items()) {
            JsonObject one = new JsonObject();
            one.addProperty("item_id", item.itemId());
            one.addProperty("title", item.title());
            JsonArray categories = new JsonArray();
            item.categories().forEach(categories::add);
            one.add("categories", categories);
            items.add(one);
        }
        JsonArray categories = new JsonArray();
        for (Category category : found.categories()) {
            JsonObject one = new JsonObject();
            one.addProperty("name", category.name());
            one.addProperty("items", category.items());
            categories.add(one);
        }
        JsonObject json = new JsonObject();
        json.add("items", items);
        json.add("categories", categories);
        json.addProperty("matches", found.matches());
        return json;
    }
}
