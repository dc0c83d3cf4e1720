package io.riffle.gateway.api;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.javalin.http.Context;
import io.riffle.gateway.http.Bodies;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/** Writes JSON, at once or later. */
final class Responses {

    private final Executor threads;
    private final Bodies bodies;

    /**
     * @param threads in which answers are written
     */
    Responses(Executor threads, Bodies bodies) {
        this.threads = threads;
        this.bodies = bodies;
    }

    static void now(Context ctx, JsonObject json) {
        ctx.contentType("application/json");
        ctx.result(json.toString().getBytes(StandardCharsets.UTF_8));
    }

    void later(Context ctx, Supplier<CompletableFuture<JsonObject>> answer) {
        ctx.future(() -> answer.get().thenAcceptAsync(json -> now(ctx, json), threads));
    }

    /** As {@link #later}, once the body is there. */
    void toBody(Context ctx, Function<JsonElement, CompletableFuture<JsonObject>> answer) {
        later(
                ctx,
                () -> bodies.read(ctx).thenCompose(bytes -> answer.apply(JsonBody.parse(bytes))));
    }
}
