package io.riffle.gateway.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.javalin.http.Context;
import io.riffle.gateway.ask.Asking;
import io.riffle.gateway.ask.Patience;
import io.riffle.schema.Action;
import io.riffle.schema.ClickEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Clicks in; of one click, the slate that contains it out. */
final class ClickEndpoint {

    private static final int ACCEPTED = 202;

    private final Asking asking;
    private final ClickBody body;
    private final AnswerJson answers;
    private final Responses responses;
    private final Duration deadline;

    ClickEndpoint(
            Asking asking,
            ClickBody body,
            AnswerJson answers,
            Responses responses,
            Duration deadline) {
        this.asking = asking;
        this.body = body;
        this.answers = answers;
        this.responses = responses;
        this.deadline = deadline;
    }

    void post(Context ctx) {
        long begin = System.nanoTime();
        Parameters parameters = Parameters.of(ctx, "deadline", "wait");
        Patience patience = parameters.patience(deadline);
        boolean wait = parameters.bool("wait", true);
        responses.toBody(ctx, json -> taken(ctx, json, patience, wait, begin));
    }

    private CompletableFuture<JsonObject> taken(
            Context ctx, JsonElement json, Patience patience, boolean wait, long begin) {
        List<ClickEvent> clicks = body.read(json);
        ClickEvent first = clicks.get(0);
        if (wait && !json.isJsonArray() && first.action() != Action.VIEW) {
            return asking.click(first, patience)
                    .thenApply(
                            answer -> {
                                JsonObject told = answers.write(answer, first.userId(), begin);
                                told.addProperty("event_id", first.eventId());
                                told.addProperty("stored", Boolean.TRUE.equals(answer.stored()));
                                return told;
                            });
        }
        return asking.store(clicks, patience)
                .thenApply(
                        stored -> {
                            ctx.status(ACCEPTED);
                            return ids(clicks);
                        });
    }

    private static JsonObject ids(List<ClickEvent> clicks) {
        JsonArray events = new JsonArray();
        for (ClickEvent click : clicks) {
            JsonObject one = new JsonObject();
            one.addProperty("event_id", click.eventId());
            events.add(one);
        }
        JsonObject json = new JsonObject();
        json.add("events", events);
        return json;
    }
}
