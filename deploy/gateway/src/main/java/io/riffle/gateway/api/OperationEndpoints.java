package io.riffle.gateway.api;

import com.google.gson.JsonObject;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

/** What whoever runs a gateway asks. */
final class OperationEndpoints {

    private static final int UNAVAILABLE = 503;
    private static final String OPENAPI = "/io/riffle/gateway/openapi.json";

    private final Supplier<String> notReady;
    private final MetricsText metrics;
    private final byte[] openapi;

    /**
     * @param notReady why the job cannot be asked; empty while it can
     */
    OperationEndpoints(Supplier<String> notReady, MetricsText metrics) {
        this.notReady = notReady;
        this.metrics = metrics;
        this.openapi = openapi();
    }

    void live(Context ctx) {
        JsonObject json = new JsonObject();
        json.addProperty("status", "live");
        Responses.now(ctx, json);
    }

    void ready(Context ctx) {
        String reason = notReady.get();
        JsonObject json = new JsonObject();
        json.addProperty("status", reason.isEmpty() ? "ready" : "not-ready");
        if (!reason.isEmpty()) {
            json.addProperty("reason", reason);
            ctx.status(UNAVAILABLE);
        }
        Responses.now(ctx, json);
    }

    void metrics(Context ctx) {
        ctx.contentType(MetricsText.CONTENT_TYPE);
        ctx.result(metrics.write());
    }

    void openapi(Context ctx) {
        ctx.contentType("application/json");
        ctx.result(openapi);
    }

    private static byte[] openapi() {
        try (InputStream in = OperationEndpoints.class.getResourceAsStream(OPENAPI)) {
            if (in == null) {
                throw new IllegalStateException("The document must be on the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
