package io.riffle.gateway.api;

import com.google.gson.JsonObject;
import io.javalin.http.Context;
import io.riffle.gateway.ask.Asking;
import io.riffle.gateway.ask.Patience;
import io.riffle.schema.ask.SlateRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Slates for the asking. */
final class SlateEndpoints {

    private final Asking asking;
    private final SlateBody body;
    private final AnswerJson answers;
    private final Responses responses;
    private final Duration deadline;

    SlateEndpoints(
            Asking asking,
            SlateBody body,
            AnswerJson answers,
            Responses responses,
            Duration deadline) {
        this.asking = asking;
        this.body = body;
        this.answers = answers;
        this.responses = responses;
        this.deadline = deadline;
    }

    void ofUser(Context ctx) {
        long begin = System.nanoTime();
        Parameters parameters =
                Parameters.of(ctx, "size", "placement", "where", "context", "deadline");
        SlateRequest request = body.of(parameters.path("id"), "", parameters);
        Patience patience = parameters.patience(deadline);
        responses.later(ctx, () -> ask(request, patience, begin));
    }

    void similar(Context ctx) {
        long begin = System.nanoTime();
        Parameters parameters = Parameters.of(ctx, "size", "placement", "where", "deadline");
        SlateRequest request = body.of("", parameters.path("id"), parameters);
        Patience patience = parameters.patience(deadline);
        responses.later(ctx, () -> ask(request, patience, begin));
    }

    void post(Context ctx) {
        long begin = System.nanoTime();
        Patience patience = Parameters.of(ctx, "deadline").patience(deadline);
        responses.toBody(ctx, json -> ask(body.read(json), patience, begin));
    }

    private CompletableFuture<JsonObject> ask(SlateRequest request, Patience patience, long begin) {
        return asking.ask(request, patience)
                .thenApply(
                        answer -> {
                            JsonObject json = answers.write(answer, request.userId(), begin);
                            json.addProperty("request_id", request.requestId());
                            return json;
                        });
    }
}
