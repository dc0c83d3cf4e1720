package io.riffle.gateway;

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

/** Calls a gateway as a front end does. */
public final class TestCaller {

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;

    /** Calls a port of this machine. */
    public TestCaller(int port) {
        this.port = port;
    }

    /** What came back. */
    public record Said(int status, JsonObject json, HttpResponse<String> response) {}

    /** Reads. */
    public Said get(String path, String... headers) {
        return said(request(path, headers).GET().build());
    }

    /** Sends JSON. */
    public Said post(String path, String json, String... headers) {
        return said(posting(path, json, headers));
    }

    /** Sends anything. */
    public Said said(HttpRequest request) {
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

    /** A request, with names and values of headers. */
    public HttpRequest.Builder request(String path, String... headers) {
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
