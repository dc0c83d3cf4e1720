package io.riffle.cli.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Serves the page and what it asks for, from memory: the shapes and headers of the gateway with a
 * script behind them, so that hostile titles, refusals and lost connections come when a test wants
 * them. To look at the page while working on it: run {@link #main}.
 */
final class FakeGateway implements AutoCloseable {

    private static final Path PAGE = Path.of("../gateway/src/main/resources/page");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none';"
                    + " form-action 'none'; frame-ancestors 'none'";
    private static final Map<String, String> TYPES =
            Map.of(
                    "html", "text/html; charset=utf-8",
                    "css", "text/css; charset=utf-8",
                    "js", "text/javascript; charset=utf-8",
                    "svg", "image/svg+xml");
    private static final long TURN_MILLIS = 100;

    private final FakeWorld world;
    private final FakeAnswers answers;
    private final int pastSeconds;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<CountDownLatch> streams = ConcurrentHashMap.newKeySet();
    private final HttpServer server;
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private volatile @Nullable String token;
    private volatile boolean slow;
    private volatile boolean mute;
    private volatile @Nullable String unexplained;

    /**
     * Starts on any free port.
     *
     * @param pastSeconds of numbers that a stream begins with
     * @param hostile whether items have titles that no page should run
     */
    FakeGateway(int pastSeconds, boolean hostile) throws IOException {
        this(pastSeconds, hostile, 0);
    }

    /** Starts on a port, as one that comes back does. */
    FakeGateway(int pastSeconds, boolean hostile, int port) throws IOException {
        world = new FakeWorld(hostile);
        answers = new FakeAnswers(world);
        this.pastSeconds = pastSeconds;
        server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/", this::file);
        server.createContext("/v1/live", this::live);
        server.createContext("/v1/users/", this::slates);
        server.createContext("/v1/items", this::items);
        server.createContext("/v1/events", this::event);
        server.createContext("/v1/slates", this::slate);
        server.createContext("/v1/explain/", this::explain);
        server.start();
    }

    public static void main(String[] arguments) throws IOException {
        FakeGateway gateway = new FakeGateway(240, true);
        System.out.println(gateway.address());
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** From now on asked for under /v1. */
    void require(String token) {
        this.token = token;
    }

    /** From now on a click is answered by a slate of before, and only then by its own. */
    void beSlow() {
        slow = true;
    }

    /** From now on nobody is told why, for this kind of problem. */
    void explainNothing(String kind) {
        unexplained = kind;
    }

    /** Lets the slates come that clicks should have had. */
    void catchUp() {
        caughtUp.countDown();
    }

    /** Whether streams stay open and say nothing, as those of a process that hangs. */
    void mute(boolean mute) {
        this.mute = mute;
    }

    /** Streams that are read now. */
    int streams() {
        return streams.size();
    }

    /** Ends every stream, as a gateway does that stops. */
    void dropStreams() {
        streams.forEach(CountDownLatch::countDown);
    }

    private void file(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String name = path.equals("/") ? "index.html" : path.substring(1);
        Path file = PAGE.resolve(name);
        if (name.contains("/") || !Files.isRegularFile(file)) {
            FakeReplies.problem(exchange, 404, "There is no such page.");
            return;
        }
        exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        FakeReplies.send(exchange, 200, type, Files.readAllBytes(file));
    }

    private void live(HttpExchange exchange) throws IOException {
        if (locked(exchange)) {
            return;
        }
        CountDownLatch end = new CountDownLatch(1);
        streams.add(end);
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream client = exchange.getResponseBody()) {
            FakeLive script = new FakeLive(world);
            script.past(pastSeconds, System.currentTimeMillis(), client);
            do {
                if (!mute) {
                    script.turn(System.currentTimeMillis(), client);
                }
            } while (!end.await(TURN_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            streams.remove(end);
        }
    }

    /** The stream of one user. */
    private void slates(HttpExchange exchange) throws IOException {
        String userId = exchange.getRequestURI().getPath().split("/", -1)[3];
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream client = exchange.getResponseBody()) {
            client.write(": here\n\n".getBytes(StandardCharsets.UTF_8));
            client.flush();
            caughtUp.await();
            FakeLive.write(client, "slate", answers.passing(userId));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void items(HttpExchange exchange) throws IOException {
        if (!locked(exchange)) {
            FakeReplies.send(exchange, answers.items(FakeReplies.query(exchange)));
        }
    }

    private void event(HttpExchange exchange) throws IOException {
        if (!locked(exchange)) {
            FakeReplies.send(
                    exchange, answers.click(JSON.readTree(exchange.getRequestBody()), slow));
        }
    }

    private void explain(HttpExchange exchange) throws IOException {
        if (locked(exchange)) {
            return;
        }
        if (unexplained == null) {
            FakeReplies.send(exchange, answers.explanation());
        } else {
            FakeReplies.problem(
                    exchange, 404, unexplained, "The slate (r) must be one that is kept.");
        }
    }

    private void slate(HttpExchange exchange) throws IOException {
        if (locked(exchange)) {
            return;
        }
        JsonNode wish = JSON.readTree(exchange.getRequestBody());
        String refusal = FakeWorld.refusal(wish.path("where").asText(""));
        if (refusal == null) {
            FakeReplies.send(exchange, answers.slate(wish));
        } else {
            FakeReplies.problem(exchange, 400, refusal);
        }
    }

    private boolean locked(HttpExchange exchange) throws IOException {
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        if (token == null || ("Bearer " + token).equals(given)) {
            return false;
        }
        FakeReplies.problem(exchange, 401, "The token of a request must be one of the gateway's.");
        return true;
    }

    @Override
    public void close() {
        dropStreams();
        server.stop(0);
        threads.shutdownNow();
    }
}
