package io.riffle.gateway.api;

import com.google.gson.JsonObject;
import io.javalin.http.Context;
import io.riffle.gateway.ask.Explaining;
import io.riffle.gateway.ask.Patience;
import io.riffle.gateway.problem.Problem;
import io.riffle.gateway.problem.ProblemKind;
import io.riffle.gateway.view.PassedSlates.Passed;
import io.riffle.schema.explain.ExplainRequest;
import io.riffle.schema.explain.Explanation;
import java.time.Duration;
import java.time.InstantSource;

/** Why a slate shows what it shows. */
final class ExplainEndpoint {

    /** The first explanation of a while brings the models to where they are asked. */
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final Explaining explaining;
    private final ExplanationJson json;
    private final Ulid ids;
    private final Responses responses;
    private final InstantSource clock;

    ExplainEndpoint(
            Explaining explaining,
            ExplanationJson json,
            Ulid ids,
            Responses responses,
            InstantSource clock) {
        this.explaining = explaining;
        this.json = json;
        this.ids = ids;
        this.responses = responses;
        this.clock = clock;
    }

    void explain(Context ctx) {
        long begin = System.nanoTime();
        Parameters parameters = Parameters.of(ctx, "events", "user_id", "deadline");
        ExplainRequest request = request(parameters.path("id"), parameters);
        Patience patience = parameters.patience(DEADLINE);
        responses.later(
                ctx, () -> explaining.ask(request, patience).thenApply(told -> told(told, begin)));
    }

    private ExplainRequest request(String recommendationId, Parameters parameters) {
        String userId = parameters.text("user_id");
        int events =
                parameters.integer("events", 0, ExplainRequest.MOST_EVENTS, ExplainRequest.EVENTS);
        String owner = userId.isEmpty() ? owner(recommendationId) : userId;
        try {
            return new ExplainRequest(ids.next(), recommendationId, owner, events);
        } catch (IllegalArgumentException e) {
            throw new Problem(ProblemKind.INVALID, String.valueOf(e.getMessage()));
        }
    }

    private String owner(String recommendationId) {
        Passed passed = explaining.passed(recommendationId);
        if (passed == null) {
            throw NotExplained.neverSeen(recommendationId);
        }
        if (passed.userId().isEmpty()) {
            throw NotExplained.ofGuest(recommendationId);
        }
        return passed.userId();
    }

    private JsonObject told(Explanation told, long begin) {
        Passed passed = explaining.passed(told.recommendationId());
        Problem problem = NotExplained.of(told, passed, clock.millis());
        if (problem != null) {
            throw problem;
        }
        return json.write(told, begin);
    }
}
