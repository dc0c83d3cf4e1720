package io.riffle.gateway.http;

import io.riffle.gateway.problem.Problem;
import io.riffle.gateway.problem.ProblemKind;
import io.riffle.gateway.view.Bounded;
import java.util.function.LongSupplier;

/** So many requests a second of each client, a second's worth at once. Safe for threads. */
final class RateLimits {

    /** Clients that are told apart; one that was away longest begins anew. */
    private static final int CLIENTS = 10_000;

    private static final double NANOS = 1e9;

    private final double rate;
    private final LongSupplier nanos;
    private final Bounded<String, Bucket> clients = new Bounded<>(CLIENTS);

    private static final class Bucket {
        private double left;
        private long since;
    }

    /**
     * @param rate requests a second; 0 = no limit
     * @param nanos a clock that never goes back
     */
    RateLimits(double rate, LongSupplier nanos) {
        this.rate = rate;
        this.nanos = nanos;
    }

    /**
     * Counts a request.
     *
     * @throws Problem {@link ProblemKind#RATE}
     */
    synchronized void count(String client) {
        if (rate == 0) {
            return;
        }
        double full = Math.max(1, rate);
        long now = nanos.getAsLong();
        Bucket bucket = clients.get(client, () -> full(full, now));
        bucket.left = Math.min(full, bucket.left + (now - bucket.since) / NANOS * rate);
        bucket.since = now;
        if (bucket.left < 1) {
            throw Problem.of(
                    ProblemKind.RATE,
                    "rate",
                    "above " + rate + " a second",
                    "the client",
                    "be at most " + rate + " requests a second",
                    "send several clicks as one array");
        }
        bucket.left -= 1;
    }

    private static Bucket full(double left, long now) {
        Bucket bucket = new Bucket();
        bucket.left = left;
        bucket.since = now;
        return bucket;
    }
}
