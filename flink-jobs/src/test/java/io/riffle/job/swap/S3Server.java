package io.riffle.job.swap;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** An S3 server in a process of its own, behind a door that notes what goes through. */
final class S3Server implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Of one connection, or the client's own. */
    private static final Set<String> OWN =
            Set.of("host", "connection", "content-length", "expect", "upgrade", "http2-settings");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final String address;
    private final Process process;
    private final HttpServer door;

    /**
     * Starts it; returns when it answers.
     *
     * @param jars folder of the server's class path
     * @param folder of its log
     */
    S3Server(Path jars, Path folder) throws IOException {
        int port = freePort();
        address = "http://127.0.0.1:" + port;
        Path settings = folder.resolve("s3proxy.conf");
        Files.writeString(
                settings,
                "s3proxy.authorization=none\ns3proxy.endpoint="
                        + address
                        + "\n"
                        + "jclouds.provider=transient-nio2\n"
                        + "jclouds.identity=x\n"
                        + "jclouds.credential=x\n");
        process =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElse("java"),
                                "-Xmx256m",
                                "-cp",
                                jars + "/*",
                                "org.gaul.s3proxy.Main",
                                "--properties",
                                settings.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("s3proxy.log").toFile())
                        .start();
        door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        door.setExecutor(Executors.newCachedThreadPool());
        door.createContext("/", this::pass);
        door.start();
        awaitBucket();
    }

    /** Where the door is. */
    String endpoint() {
        return "http://127.0.0.1:" + door.getAddress().getPort();
    }

    /** What was asked since the last call: method and path of each. */
    List<String> takeRequests() {
        List<String> taken = new ArrayList<>(requests);
        requests.clear();
        return taken;
    }

    private void awaitBucket() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        HttpRequest bucket =
                HttpRequest.newBuilder(URI.create(address + "/riffle"))
                        .PUT(BodyPublishers.noBody())
                        .build();
        while (true) {
            try {
                if (client.send(bucket, BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                // It does not listen yet.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (System.nanoTime() > end || !process.isAlive()) {
                throw new AssertionError("The S3 server must answer, and does not.");
            }
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            byte[] body = exchange.getRequestBody().readAllBytes();
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create(address + exchange.getRequestURI()))
                            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
            exchange.getRequestHeaders()
                    .forEach(
                            (name, values) -> {
                                if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                                    values.forEach(value -> request.header(name, value));
                                }
                            });
            answer(exchange, client.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, HttpResponse<byte[]> response)
            throws IOException {
        boolean head = exchange.getRequestMethod().equals("HEAD");
        response.headers()
                .map()
                .forEach(
                        (name, values) -> {
                            boolean length = name.equalsIgnoreCase("content-length");
                            if (!name.equalsIgnoreCase("transfer-encoding") && (head || !length)) {
                                exchange.getResponseHeaders().put(name, values);
                            }
                        });
        byte[] body = response.body();
        exchange.sendResponseHeaders(response.statusCode(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        door.stop(0);
        process.destroyForcibly();
    }
}
