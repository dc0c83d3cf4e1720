package io.riffle.cli.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Chromium without a window. The program is {@code chromium} of the path, or what the system
 * property {@code riffle.chromium} names.
 */
final class Browser implements AutoCloseable {

    private static final Pattern LISTENING = Pattern.compile("ws://([^/]+)/devtools/browser/");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final String host;

    /** Starts it with its profile in a folder. */
    Browser(Path folder) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("riffle.chromium", "chromium"));
        command.addAll(
                List.of(
                        "--headless=new",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--hide-scrollbars",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + folder));
        if ("root".equals(System.getProperty("user.name"))) {
            // Chromium's own sandbox refuses to run as root.
            command.add("--no-sandbox");
        }
        command.add("about:blank");
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        host = readHost();
    }

    private String readHost() throws IOException {
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher listening = LISTENING.matcher(line);
            if (listening.find()) {
                // A full pipe would stop it.
                Thread drain = new Thread(() -> lines.lines().forEach(more -> {}), "chromium");
                drain.setDaemon(true);
                drain.start();
                return listening.group(1);
            }
        }
        throw new IOException("Chromium ended before it listened.");
    }

    /** A new tab, still empty. */
    Tab open() {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://" + host + "/json/new?about:blank"))
                        .PUT(HttpRequest.BodyPublishers.noBody())
                        .build();
        try {
            String body = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
            JsonNode target = JSON.readTree(body);
            return new Tab(
                    new DevTools(http, URI.create(target.get("webSocketDebuggerUrl").asText())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
