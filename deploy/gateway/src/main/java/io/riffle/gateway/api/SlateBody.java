package io.riffle.gateway.api;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.riffle.gateway.problem.Problem;
import io.riffle.gateway.problem.ProblemKind;
import io.riffle.schema.Action;
import io.riffle.schema.SizeLimits;
import io.riffle.schema.ask.SlateRequest;
import io.riffle.schema.wire.ContentType;
import io.riffle.schema.wire.SlateRequestWire;
import io.riffle.schema.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;

/**
 * Slate requests as they are posted: by the rules of the topic, with what is left out filled in.
 */
final class SlateBody {

    private static final String OWNER = "a slate request";

    static final List<String> FIELDS =
            List.of(
                    "user_id",
                    "history",
                    "size",
                    "placement",
                    "where",
                    "candidates",
                    "exclude",
                    "continue_after",
                    "similar_to",
                    "context",
                    "best_only",
                    "request_id",
                    "request_time");

    static final List<String> EVENT_FIELDS = List.of("item_id", "event_time", "action");

    private final SlateRequestWire wire = new SlateRequestWire();
    private final InstantSource clock;
    private final Ulid ids;

    SlateBody(InstantSource clock, Ulid ids) {
        this.clock = clock;
        this.ids = ids;
    }

    /** Reads a request. */
    SlateRequest read(JsonElement body) {
        JsonObject json = JsonBody.object(body, OWNER, FIELDS);
        if (json.has("where")) {
            json.addProperty("where", Conditions.text(json.get("where")));
        }
        if (json.has("history")) {
            JsonBody.elements(json.get("history")).forEach(SlateBody::check);
        }
        if (!json.has("request_id")) {
            json.addProperty("request_id", ids.next());
        }
        if (!json.has("request_time")) {
            json.addProperty("request_time", clock.millis());
        }
        try {
            return wire.read(json.toString().getBytes(StandardCharsets.UTF_8), ContentType.JSON);
        } catch (WireException | IllegalArgumentException e) {
            throw new Problem(ProblemKind.INVALID, String.valueOf(e.getMessage()));
        }
    }

    /** A request of nobody, or of a user, who brings nothing but parameters. */
    SlateRequest of(String userId, String similarTo, Parameters parameters) {
        JsonObject json = new JsonObject();
        json.addProperty("user_id", userId);
        json.addProperty("similar_to", similarTo);
        json.addProperty("size", parameters.integer("size", 1, SizeLimits.SLATE, 0));
        json.addProperty("placement", parameters.text("placement"));
        json.addProperty("where", parameters.text("where"));
        json.add("context", parameters.pairs("context"));
        return read(json);
    }

    /** An action of an unknown name would count as a click. */
    private static void check(JsonElement element) {
        JsonObject event = JsonBody.object(element, "an event of the history", EVENT_FIELDS);
        JsonElement action = event.get("action");
        if (action != null
                && (!action.isJsonPrimitive()
                        || Arrays.stream(Action.values())
                                .noneMatch(one -> one.name().equals(action.getAsString())))) {
            throw JsonBody.invalid(
                    "action",
                    action,
                    "an event of the history",
                    "be CLICK, VIEW, LIKE, DISLIKE, CART or PURCHASE",
                    "it is in lower case");
        }
    }
}
