package io.riffle.lab.gateway;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Calls a gateway as a front end does. */
final class Caller {

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;

    Caller(int port) {
        this.port = port;
    }

    /** What came back. */
    record Said(int status, JsonObject json, HttpResponse<String> response) {}

    Said get(String path, String... headers) {
        return said(request(path, headers).GET().build());
    }

    Said post(String path, String json, String... headers) {
        return said(posting(path, json, headers));
    }

    CompletableFuture<HttpResponse<String>> posted(String path, String json) {
        return client.sendAsync(posting(path, json), BodyHandlers.ofString());
    }

    /** Hands over the lines of a stream as they come, in a thread of the client's. */
    void follow(String path, Consumer<String> line) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
        CompletableFuture<?> unused =
                client.sendAsync(request, BodyHandlers.ofLines())
                        .thenAcceptAsync(response -> response.body().forEach(line));
    }

    Said said(HttpRequest request) {
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            String body = response.body();
            JsonObject json =
                    body.startsWith("{")
                            ? JsonParser.parseString(body).getAsJsonObject()
                            : new JsonObject();
            return new Said(response.statusCode(), json, response);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(Duration.ofMinutes(3));
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        return builder;
    }

    private HttpRequest posting(String path, String json, String... headers) {
        return request(path, headers)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
    }
}
