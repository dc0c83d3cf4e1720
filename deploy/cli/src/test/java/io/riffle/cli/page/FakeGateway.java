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
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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
    private final int pastSeconds;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<CountDownLatch> streams = ConcurrentHashMap.newKeySet();
    private final AtomicLong events = new AtomicLong();
    private final HttpServer server;
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private volatile @Nullable String token;
    private volatile @Nullable String lateEvent;
    private volatile boolean slow;

    /**
     * Starts on any free port.
     *
     * @param pastSeconds of numbers that a stream begins with
     * @param hostile whether items have titles that no page should run
     */
    FakeGateway(int pastSeconds, boolean hostile) throws IOException {
        world = new FakeWorld(hostile);
        this.pastSeconds = pastSeconds;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::file);
        server.createContext("/v1/live", this::live);
        server.createContext("/v1/users/", this::slates);
        server.createContext("/v1/items", this::items);
        server.createContext("/v1/events", this::event);
        server.createContext("/v1/slates", this::slate);
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

    /** Lets the slates come that clicks should have had. */
    void catchUp() {
        caughtUp.countDown();
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
            problem(exchange, 404, "There is no such page.");
            return;
        }
        exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        send(exchange, 200, type, Files.readAllBytes(file));
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
                script.turn(System.currentTimeMillis(), client);
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
            Map<String, Object> slate = answer(userId, List.of());
            slate.put("trigger_event_id", lateEvent);
            slate.put("items", world.slate(userId, 10, ""));
            FakeLive.write(client, "slate", slate);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void items(HttpExchange exchange) throws IOException {
        if (locked(exchange)) {
            return;
        }
        Map<String, String> query = query(exchange);
        List<String> found =
                query.containsKey("ids")
                        ? List.of(query.get("ids").split(","))
                        : world.find(
                                query.getOrDefault("query", ""),
                                query.getOrDefault("category", ""));
        int limit = Integer.parseInt(query.getOrDefault("limit", "50"));
        List<Map<String, Object>> items = found.stream().limit(limit).map(this::item).toList();
        List<Map<String, Object>> categories =
                FakeWorld.categories().stream()
                        .map(name -> Map.<String, Object>of("name", name, "items", 40))
                        .toList();
        send(exchange, Map.of("items", items, "categories", categories, "matches", found.size()));
    }

    private void event(HttpExchange exchange) throws IOException {
        if (locked(exchange)) {
            return;
        }
        JsonNode click = JSON.readTree(exchange.getRequestBody());
        String userId = click.get("user_id").asText();
        List<String> before = world.slate(userId, 10, "");
        world.act(userId, click.get("item_id").asText(), click.path("action").asText("CLICK"));
        Map<String, Object> answer = answer(userId, slow ? before : world.slate(userId, 10, ""));
        String eventId = "f" + events.incrementAndGet();
        answer.put("event_id", eventId);
        answer.put("stored", true);
        if (slow) {
            answer.put("tier", "STALE");
            answer.put("age_ms", 1_200);
            lateEvent = eventId;
        }
        send(exchange, answer);
    }

    private void slate(HttpExchange exchange) throws IOException {
        if (locked(exchange)) {
            return;
        }
        JsonNode wish = JSON.readTree(exchange.getRequestBody());
        String where = wish.path("where").asText("");
        String refusal = FakeWorld.refusal(where);
        if (refusal != null) {
            problem(exchange, 400, refusal);
            return;
        }
        String userId = wish.get("user_id").asText();
        List<String> items = world.slate(userId, wish.path("size").asInt(10), where);
        Map<String, Object> answer = answer(userId, items);
        if (items.isEmpty()) {
            answer.put("reason", "No item satisfies the condition.");
        }
        send(exchange, answer);
    }

    private Map<String, Object> answer(String userId, List<String> ids) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("recommendation_id", "r" + events.incrementAndGet());
        answer.put("user_id", userId);
        answer.put("items", ids.stream().map(id -> ranked(id, ids.indexOf(id))).toList());
        answer.put("tier", "FULL");
        answer.put("backbone_version", 26);
        answer.put("reranker_version", 9);
        answer.put("latency_ms", 5.4);
        return answer;
    }

    private Map<String, Object> ranked(String id, int at) {
        return Map.of(
                "item_id", id, "rank", at + 1, "score", 2.0 - at / 10.0, "title", world.title(id));
    }

    private Map<String, Object> item(String id) {
        return Map.of(
                "item_id", id,
                "title", world.title(id),
                "categories", List.of(FakeWorld.category(id)));
    }

    private boolean locked(HttpExchange exchange) throws IOException {
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        if (token == null || ("Bearer " + token).equals(given)) {
            return false;
        }
        problem(exchange, 401, "The token of a request must be one of the gateway's.");
        return true;
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> parameters = new LinkedHashMap<>();
        String query = exchange.getRequestURI().getRawQuery();
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }

    private static void problem(HttpExchange exchange, int status, String detail)
            throws IOException {
        Map<String, Object> problem =
                Map.of("type", "urn:riffle:problem:invalid", "status", status, "detail", detail);
        send(exchange, status, "application/problem+json", JSON.writeValueAsBytes(problem));
    }

    private static void send(HttpExchange exchange, Map<String, Object> body) throws IOException {
        send(exchange, 200, "application/json", JSON.writeValueAsBytes(body));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream client = exchange.getResponseBody()) {
            client.write(body);
        }
    }

    @Override
    public void close() {
        dropStreams();
        server.stop(0);
        threads.shutdownNow();
    }
}
