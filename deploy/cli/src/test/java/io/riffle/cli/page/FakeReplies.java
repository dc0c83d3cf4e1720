package io.riffle.cli.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is read of a request, and said to it, in the shapes of the gateway. */
final class FakeReplies {

    private static final ObjectMapper JSON = new ObjectMapper();

    private FakeReplies() {}

    static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> parameters = new LinkedHashMap<>();
        String query = exchange.getRequestURI().getRawQuery();
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }

    static void problem(HttpExchange exchange, int status, String detail) throws IOException {
        problem(exchange, status, "invalid", detail);
    }

    static void problem(HttpExchange exchange, int status, String kind, String detail)
            throws IOException {
        Map<String, Object> problem =
                Map.of("type", "urn:riffle:problem:" + kind, "status", status, "detail", detail);
        send(exchange, status, "application/problem+json", JSON.writeValueAsBytes(problem));
    }

    static void send(HttpExchange exchange, Map<String, Object> body) throws IOException {
        send(exchange, 200, "application/json", JSON.writeValueAsBytes(body));
    }

    static void send(HttpExchange exchange, int status, String type, byte[] body)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream client = exchange.getResponseBody()) {
            client.write(body);
        }
    }
}
