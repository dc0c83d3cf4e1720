package io.riffle.gateway.api;

import io.javalin.http.Context;
import io.riffle.gateway.http.SseResponses;
import io.riffle.gateway.live.LiveBoard;
import io.riffle.gateway.live.Passing;
import io.riffle.gateway.problem.Problem;
import io.riffle.gateway.problem.ProblemKind;
import io.riffle.gateway.stream.Streams;
import io.riffle.gateway.view.SlateView;
import io.riffle.schema.Recommendation;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Streams of what passes. */
final class StreamEndpoints {

    private static final byte[] NOTHING = new byte[0];

    private final Streams streams;
    private final Passing passing;
    private final SlateView view;
    private final @Nullable LiveBoard board;

    /**
     * @param board null = there are no figures
     */
    StreamEndpoints(Streams streams, Passing passing, SlateView view, @Nullable LiveBoard board) {
        this.streams = streams;
        this.passing = passing;
        this.view = view;
        this.board = board;
    }

    void everybody(Context ctx) {
        Parameters.of(ctx);
        open(ctx, Passing.STREAM, () -> NOTHING);
    }

    void ofUser(Context ctx) {
        String userId = Parameters.of(ctx).path("id");
        open(
                ctx,
                Passing.of(userId),
                () -> {
                    Recommendation newest = view.newest(userId, "");
                    return newest == null ? NOTHING : passing.event(newest);
                });
    }

    void live(Context ctx) {
        Parameters.of(ctx);
        LiveBoard figures = board;
        if (figures == null) {
            throw notLive(ctx);
        }
        open(ctx, Passing.LIVE, figures::opening);
    }

    /** What a gateway without the live view says. */
    static Problem notLive(Context ctx) {
        return Problem.of(
                ProblemKind.NOT_FOUND,
                "path",
                ctx.path(),
                "the request",
                "be asked of a gateway that keeps the live view",
                "start it with --live");
    }

    private void open(Context ctx, String to, Supplier<byte[]> first) {
        SseResponses.open(
                ctx,
                client -> {
                    if (!streams.follow(to, client, first)) {
                        throw Problem.of(
                                ProblemKind.TOO_MANY_STREAMS,
                                "number of streams",
                                streams.open(),
                                "the gateway",
                                "not grow further",
                                "start another gateway");
                    }
                });
    }
}
