package io.riffle.gateway.api;

import com.google.gson.JsonObject;
import io.javalin.http.Context;
import io.riffle.gateway.ask.Explaining;
import io.riffle.gateway.ask.Patience;
import io.riffle.gateway.problem.Problem;
import io.riffle.gateway.problem.ProblemKind;
import io.riffle.schema.explain.ExplainRequest;
import io.riffle.schema.explain.Explanation;
import java.time.Duration;

/** Why a slate shows what it shows. */
final class ExplainEndpoint {

    /** The first explanation of a while brings the models to where they are asked. */
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final Explaining explaining;
    private final ExplanationJson json;
    private final Ulid ids;
    private final Responses responses;

    ExplainEndpoint(Explaining explaining, ExplanationJson json, Ulid ids, Responses responses) {
        this.explaining = explaining;
        this.json = json;
        this.ids = ids;
        this.responses = responses;
    }

    void explain(Context ctx) {
        long begin = System.nanoTime();
        Parameters parameters = Parameters.of(ctx, "events", "user_id", "deadline");
        ExplainRequest request = request(ctx.pathParam("id"), parameters);
        Patience patience = parameters.patience(DEADLINE);
        responses.later(
                ctx, () -> explaining.ask(request, patience).thenApply(told -> told(told, begin)));
    }

    private ExplainRequest request(String recommendationId, Parameters parameters) {
        String userId = parameters.text("user_id");
        String owner = userId.isEmpty() ? explaining.owner(recommendationId) : userId;
        int events =
                parameters.integer("events", 0, ExplainRequest.MOST_EVENTS, ExplainRequest.EVENTS);
        if (owner == null) {
            throw Problem.of(
                    ProblemKind.NOT_FOUND,
                    "recommendation",
                    recommendationId,
                    "the request",
                    "be one that has passed this gateway of late",
                    "name its user: ?user_id=");
        }
        try {
            return new ExplainRequest(ids.next(), recommendationId, owner, events);
        } catch (IllegalArgumentException e) {
            throw new Problem(ProblemKind.INVALID, String.valueOf(e.getMessage()));
        }
    }

    private JsonObject told(Explanation told, long begin) {
        ProblemKind problem =
                switch (told.status()) {
                    case EXPLAINED -> null;
                    case UNKNOWN -> ProblemKind.NOT_FOUND;
                    case BUSY -> ProblemKind.BUSY;
                    case REFUSED -> ProblemKind.INVALID;
                    case FAILED -> ProblemKind.INTERNAL;
                };
        if (problem != null) {
            throw new Problem(problem, told.reason());
        }
        return json.write(told, begin);
    }
}
