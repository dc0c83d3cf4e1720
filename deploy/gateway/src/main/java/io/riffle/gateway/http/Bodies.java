package io.riffle.gateway.http;

import io.javalin.http.Context;
import io.riffle.gateway.problem.Problem;
import io.riffle.gateway.problem.ProblemKind;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads the bodies of requests without a thread that waits for the client. */
public final class Bodies {

    /** A body that is not whole by then is given up, however often a byte of it comes. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String JSON = "application/json";

    private final int most;

    /**
     * @param most bytes of a body
     */
    public Bodies(int most) {
        this.most = most;
    }

    /**
     * Reads a body of JSON; to be called where the request is asynchronous already.
     *
     * @return fails with {@link Problem}
     * @throws Problem by what the head says
     */
    public CompletableFuture<byte[]> read(Context ctx) {
        @Nullable String type = ctx.header("Content-Type");
        if (type == null || !named(type).equals(JSON)) {
            throw Problem.of(
                    ProblemKind.CONTENT_TYPE,
                    "content-type",
                    type == null ? "" : type,
                    "the request",
                    "be " + JSON,
                    "the client sends a form");
        }
        long length = ctx.req().getContentLengthLong();
        if (length > most) {
            throw tooLarge(ctx, length);
        }
        try {
            BodyReader reader = new BodyReader(ctx.req().getInputStream(), most);
            return reader.start()
                    .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .exceptionallyCompose(e -> CompletableFuture.failedFuture(problem(ctx, e)));
        } catch (IOException e) {
            throw problem(ctx, e);
        }
    }

    private Problem problem(Context ctx, Throwable e) {
        if (e instanceof BodyReader.TooLongException) {
            return tooLarge(ctx, most + 1L);
        }
        ctx.header("Connection", "close");
        return Problem.of(
                ProblemKind.SLOW_BODY,
                "body",
                "not whole",
                "the request",
                "be sent within " + PATIENCE.toSeconds() + " seconds",
                "the connection is broken");
    }

    private Problem tooLarge(Context ctx, long length) {
        // What is still to come is not read.
        ctx.header("Connection", "close");
        return Problem.of(
                ProblemKind.TOO_LARGE,
                "body",
                length + " bytes",
                "the request",
                "have at most " + most + " bytes",
                "send several");
    }

    private static String named(String type) {
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
    }
}
