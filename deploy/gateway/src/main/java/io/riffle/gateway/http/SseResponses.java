package io.riffle.gateway.http;

import io.javalin.http.Context;
import io.riffle.gateway.stream.EventStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Request;

/** Responses that go on until their client is gone. */
public final class SseResponses {

    private SseResponses() {}

    /**
     * Answers with a stream.
     *
     * @param use gets the client before anything is sent; what is sent to it meanwhile goes out
     *     first
     */
    public static void open(Context ctx, Consumer<EventStream> use) {
        ctx.future(
                () -> {
                    ctx.contentType("text/event-stream; charset=utf-8");
                    // Said to proxies that gather what they pass on.
                    ctx.header("X-Accel-Buffering", "no");
                    Request request = Request.getBaseRequest(ctx.req());
                    try {
                        EventStream client =
                                new EventStream(
                                        ctx.res().getOutputStream(),
                                        () ->
                                                request.getHttpChannel()
                                                        .abort(new IOException("dropped")));
                        use.accept(client);
                        client.start();
                        return client.ended();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }
}
