package io.riffle.gateway.api;

import io.riffle.gateway.ask.Asking;
import io.riffle.gateway.ask.Explaining;
import io.riffle.gateway.http.Bodies;
import io.riffle.gateway.http.RequestCounts;
import io.riffle.gateway.http.Route;
import io.riffle.gateway.live.LiveBoard;
import io.riffle.gateway.live.Passing;
import io.riffle.gateway.stream.Streams;
import io.riffle.gateway.view.CatalogueView;
import io.riffle.gateway.view.SlateView;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Every path that is answered.
 *
 * @param catalogue null without the live view, as {@code board} is
 * @param notReady why the job cannot be asked; empty while it can
 * @param deadline to wait for the job, where a request names none
 */
public record Routes(
        Asking asking,
        Explaining explaining,
        SlateView view,
        @Nullable CatalogueView catalogue,
        Streams streams,
        Passing passing,
        @Nullable LiveBoard board,
        RequestCounts counts,
        Supplier<String> notReady,
        Duration deadline,
        int maxBody) {

    /**
     * The routes.
     *
     * @param threads in which answers are written
     */
    public List<Route> of(Executor threads) {
        InstantSource clock = InstantSource.system();
        Ulid ids = new Ulid(clock, new SecureRandom());
        AnswerJson answers = new AnswerJson(catalogue, clock);
        Responses responses = new Responses(threads, new Bodies(maxBody));
        ClickEndpoint clicks =
                new ClickEndpoint(asking, new ClickBody(clock, ids), answers, responses, deadline);
        SlateEndpoints slates =
                new SlateEndpoints(asking, new SlateBody(clock, ids), answers, responses, deadline);
        StreamEndpoints following = new StreamEndpoints(streams, passing, view, board);
        OperationEndpoints operation =
                new OperationEndpoints(notReady, new MetricsText(counts, asking, streams, view));
        return List.of(
                Route.post("/v1/events", clicks::post),
                Route.get("/v1/users/{id}/slate", slates::ofUser),
                Route.get("/v1/users/{id}/events", following::ofUser),
                Route.post("/v1/slates", slates::post),
                Route.get("/v1/items", new ItemsEndpoint(catalogue)::find),
                Route.get("/v1/items/{id}/similar", slates::similar),
                Route.get(
                        "/v1/explain/{id}",
                        new ExplainEndpoint(
                                        explaining,
                                        new ExplanationJson(catalogue),
                                        ids,
                                        responses,
                                        clock)
                                ::explain),
                Route.get("/v1/stream", following::everybody),
                Route.get("/v1/live", following::live),
                Route.open("/health/live", operation::live),
                Route.open("/health/ready", operation::ready),
                Route.get("/metrics", operation::metrics),
                Route.open("/openapi.json", operation::openapi));
    }
}
