package io.riffle.gateway.view;

import io.riffle.schema.Recommendation;
import org.jspecify.annotations.Nullable;

/**
 * Whose the newest slates were, and when they passed: their ids are hashes and do not tell. Safe
 * for threads.
 *
 * <p><b>State</b>: some 200 bytes a slate; what passed first goes first.
 */
public final class PassedSlates {

    private final Bounded<String, Passed> slates;

    /**
     * What is known of one.
     *
     * @param userId empty = a guest's
     * @param time of the answer, epoch ms
     * @param items that it showed
     */
    public record Passed(String userId, long time, int items) {}

    /**
     * None has passed.
     *
     * @param most slates
     */
    public PassedSlates(int most) {
        slates = new Bounded<>(most);
    }

    /** A slate passes. */
    public synchronized void put(Recommendation slate) {
        slates.put(
                slate.recommendationId(),
                new Passed(slate.userId(), slate.emittedTime(), slate.items().size()));
    }

    /** What is known of a slate; null = nothing. */
    public synchronized @Nullable Passed of(String recommendationId) {
        return slates.get(recommendationId);
    }
}
