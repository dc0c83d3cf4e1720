package io.riffle.serving;

import java.util.function.LongSupplier;

/** Counts how users are served, and books CPU time by what it was spent on. */
final class ServingMeter {
    private final LongSupplier cpuNanos;
    private long extended;
    private long prefilled;
    private long encoded;
    private long hits;
    private long misses;
    private long extendNanos;
    private long prefillNanos;
    private long topKNanos;
    private long rerankNanos;

    /**
     * Starts from nothing.
     *
     * @param cpuNanos CPU time of the calling thread
     */
    ServingMeter(LongSupplier cpuNanos) {
        this.cpuNanos = cpuNanos;
    }

    /** A moment, to be handed to one of the others. */
    long start() {
        return cpuNanos.getAsLong();
    }

    void extended(int users, long start) {
        extended += users;
        extendNanos += start() - start;
    }

    void prefilled(int users, long start) {
        prefilled += users;
        prefillNanos += start() - start;
    }

    void encoded(int queries, long start) {
        encoded += queries;
        prefillNanos += start() - start;
    }

    void proposed(long start) {
        topKNanos += start() - start;
    }

    void reranked(long start) {
        rerankNanos += start() - start;
    }

    /** A user's window was looked for in the cache. */
    void lookedUp(boolean hit) {
        if (hit) {
            hits++;
        } else {
            misses++;
        }
    }

    ServingCounts counts() {
        return new ServingCounts(
                extended,
                prefilled,
                encoded,
                hits,
                misses,
                new ServingCounts.CpuNanos(extendNanos, prefillNanos, topKNanos, rerankNanos));
    }
}
