package io.riffle.gateway.api;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.riffle.gateway.problem.Problem;
import io.riffle.gateway.problem.ProblemKind;
import io.riffle.schema.ClickEvent;
import io.riffle.schema.wire.ClickEventWire;
import io.riffle.schema.wire.ContentType;
import io.riffle.schema.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Clicks as they are posted: by the rules of the topic, with what is left out filled in. */
final class ClickBody {

    /** Clicks of one request at most. */
    static final int MOST = 100;

    private static final String OWNER = "a click";

    static final List<String> FIELDS =
            List.of(
                    "event_id",
                    "user_id",
                    "item_id",
                    "action",
                    "event_time",
                    "recommendation_id",
                    "position",
                    "context");

    private final ClickEventWire wire = new ClickEventWire();
    private final InstantSource clock;
    private final Ulid ids;

    ClickBody(InstantSource clock, Ulid ids) {
        this.clock = clock;
        this.ids = ids;
    }

    /** Reads one click or an array of them. */
    List<ClickEvent> read(JsonElement body) {
        List<JsonElement> elements = JsonBody.elements(body);
        if (elements.isEmpty() || elements.size() > MOST) {
            throw JsonBody.invalid(
                    "number of clicks",
                    elements.size(),
                    "the request",
                    "be 1 to " + MOST,
                    "send several requests");
        }
        List<ClickEvent> clicks = new ArrayList<>(elements.size());
        elements.forEach(element -> clicks.add(click(element)));
        return clicks;
    }

    private ClickEvent click(JsonElement element) {
        JsonObject json = JsonBody.object(element, OWNER, FIELDS);
        if (!json.has("event_id")) {
            json.addProperty("event_id", ids.next());
        }
        if (!json.has("event_time")) {
            json.addProperty("event_time", clock.millis());
        }
        try {
            return wire.read(json.toString().getBytes(StandardCharsets.UTF_8), ContentType.JSON);
        } catch (WireException | IllegalArgumentException e) {
            throw new Problem(ProblemKind.INVALID, String.valueOf(e.getMessage()));
        }
    }
}
