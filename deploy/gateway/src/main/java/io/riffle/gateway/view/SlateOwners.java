package io.riffle.gateway.view;

import io.riffle.schema.Recommendation;
import org.jspecify.annotations.Nullable;

/**
 * Whose the newest slates were: their ids are hashes and do not tell. Safe for threads.
 *
 * <p><b>State</b>: some 200 bytes a slate; what passed first goes first.
 */
public final class SlateOwners {

    private final Bounded<String, String> owners;

    /**
     * Nobody's.
     *
     * @param most slates
     */
    public SlateOwners(int most) {
        owners = new Bounded<>(most);
    }

    /** A slate passes. */
    public synchronized void put(Recommendation slate) {
        if (!slate.userId().isEmpty()) {
            owners.put(slate.recommendationId(), slate.userId());
        }
    }

    /** Whose slate it was; null = not known. */
    public synchronized @Nullable String of(String recommendationId) {
        return owners.get(recommendationId);
    }
}
