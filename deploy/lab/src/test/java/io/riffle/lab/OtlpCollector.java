package io.riffle.lab;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.flink.configuration.Configuration;

/** Takes what is pushed by OpenTelemetry's protocol over HTTP, and knows the names in it. */
final class OtlpCollector implements AutoCloseable {

    /** Ours end in small letters; the byte that follows a name may be a capital one. */
    private static final Pattern NAME =
            Pattern.compile(
                    "flink\\.taskmanager\\.job\\.task\\.operator\\.([A-Za-z0-9_.]*[a-z0-9_])");

    private final HttpServer server;
    private final Set<String> names = new TreeSet<>();

    OtlpCollector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/metrics", this::take);
        server.start();
    }

    /** Has a reporter of the name {@code otel} push here. */
    void pushedTo(Configuration settings) {
        settings.setString(
                "metrics.reporter.otel.factory.class",
                "org.apache.flink.metrics.otel.OpenTelemetryMetricReporterFactory");
        settings.setString(
                "metrics.reporter.otel.exporter.endpoint",
                "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/metrics");
        settings.setString("metrics.reporter.otel.exporter.protocol", "HTTP");
        settings.setString("metrics.reporter.otel.interval", "1 s");
    }

    /** Whether a metric of an operator came; what tells it apart stands before its name. */
    synchronized boolean knows(String metric) {
        return names.stream().anyMatch(name -> ("." + name).endsWith("." + metric));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean zipped =
                    "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            InputStream body = exchange.getRequestBody();
            byte[] bytes = (zipped ? new GZIPInputStream(body) : body).readAllBytes();
            exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
            // Strings are as they are in a protocol buffer.
            Matcher name = NAME.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
            synchronized (this) {
                while (name.find()) {
                    names.add(name.group(1));
                }
            }
        }
    }
}
