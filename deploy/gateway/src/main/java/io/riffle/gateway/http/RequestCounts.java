package io.riffle.gateway.http;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Requests by route and status, and how long they took. Safe for threads. */
public final class RequestCounts {

    /** Upper bounds in ms, included; longer ones are in one more bucket. */
    private static final double[] BOUNDS = {
        1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000
    };

    private final ConcurrentHashMap<String, OfRoute> routes = new ConcurrentHashMap<>();

    /** What is counted of a route. */
    public static final class OfRoute {
        private final ConcurrentHashMap<Integer, LongAdder> byStatus = new ConcurrentHashMap<>();
        private final LongAdder[] buckets = new LongAdder[BOUNDS.length + 1];
        private final LongAdder micros = new LongAdder();

        private OfRoute() {
            for (int i = 0; i < buckets.length; i++) {
                buckets[i] = new LongAdder();
            }
        }

        /** Requests by HTTP status. */
        public Map<Integer, Long> byStatus() {
            Map<Integer, Long> all = new TreeMap<>();
            byStatus.forEach((status, count) -> all.put(status, count.sum()));
            return all;
        }

        /** Requests in a bucket of {@link #bounds()}, or in the one above. */
        public long bucket(int i) {
            return buckets[i].sum();
        }

        /** All together, in ms. */
        public double sumMs() {
            return micros.sum() / 1_000.0;
        }
    }

    /** Upper bounds of the buckets, in ms. */
    public static double[] bounds() {
        return BOUNDS.clone();
    }

    /** By the route's path. */
    public Map<String, OfRoute> routes() {
        return new TreeMap<>(routes);
    }

    void add(String route, int status, double ms) {
        OfRoute of = routes.computeIfAbsent(route, path -> new OfRoute());
        of.byStatus.computeIfAbsent(status, same -> new LongAdder()).increment();
        int bucket = 0;
        while (bucket < BOUNDS.length && ms > BOUNDS[bucket]) {
            bucket++;
        }
        of.buckets[bucket].increment();
        of.micros.add(Math.round(1_000 * ms));
    }
}
