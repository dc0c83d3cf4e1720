package io.riffle.lab.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Calls a gateway at an even rate, whatever becomes of the calls before. */
final class HttpCalls {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String address;

    /**
     * @param address of the gateway, without a slash at its end
     */
    HttpCalls(String address) {
        this.address = address;
    }

    /** What one call came to. */
    private record Outcome(double millis, int status, boolean stale) {}

    HttpRequest get(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).timeout(PATIENCE).build();
    }

    HttpRequest post(String path, String json) {
        return HttpRequest.newBuilder(URI.create(address + path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
    }

    /** Opens a stream that stays open until the gateway ends it. */
    void stream(String path) {
        CompletableFuture<?> unused =
                client.sendAsync(
                        HttpRequest.newBuilder(URI.create(address + path)).build(),
                        BodyHandlers.discarding());
    }

    /**
     * Makes calls for a time, then waits for their answers.
     *
     * @param rate calls per second
     */
    HttpPhase phase(String name, double rate, double seconds, Supplier<HttpRequest> next) {
        List<CompletableFuture<Outcome>> calls = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < rate * seconds; i++) {
            long due = start + (long) (i / rate * 1e9);
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            calls.add(
                    client.sendAsync(next.get(), BodyHandlers.ofString())
                            .handle((response, failure) -> outcome(due, response, failure)));
        }
        List<Outcome> outcomes = calls.stream().map(CompletableFuture::join).toList();
        List<Outcome> good = outcomes.stream().filter(one -> one.status() == 200).toList();
        return HttpPhase.of(
                name,
                good.stream().mapToDouble(Outcome::millis).toArray(),
                (int) good.stream().filter(Outcome::stale).count(),
                outcomes.size() - good.size());
    }

    private static Outcome outcome(long due, HttpResponse<String> response, Throwable failure) {
        double millis = (System.nanoTime() - due) / 1e6;
        return failure != null
                ? new Outcome(millis, 0, false)
                : new Outcome(
                        millis,
                        response.statusCode(),
                        response.body().contains("\"tier\":\"STALE\""));
    }
}
