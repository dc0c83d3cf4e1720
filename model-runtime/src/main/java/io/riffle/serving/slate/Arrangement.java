package io.riffle.serving.slate;

import io.riffle.serving.conditions.ItemSet;
import java.util.List;
import java.util.function.Function;

/**
 * What the rules of a placement do to the order that the second stage made, in this order.
 *
 * @param boosts added to the standardised scores
 * @param caps of which none is exceeded
 * @param diversity of maximal marginal relevance: 0 = by score alone, 1 = by being unlike what is
 *     placed alone
 * @param pins put at their ranks at last
 */
public record Arrangement(List<Boost> boosts, List<Cap> caps, float diversity, List<Pin> pins) {

    /** Nothing is done. */
    public static final Arrangement NONE = new Arrangement(List.of(), List.of(), 0, List.of());

    /**
     * Raises items.
     *
     * @param by standard deviations of the scores of a request's candidates
     */
    public record Boost(ItemSet where, float by) {}

    /**
     * At most so many items of a slate share a value.
     *
     * @param values of an item
     */
    public record Cap(Function<String, List<String>> values, int most) {}

    /**
     * Puts an item at a rank.
     *
     * @param rank from 1
     */
    public record Pin(int rank, String itemId) {}

    /** Copies the lists. */
    public Arrangement {
        boosts = List.copyOf(boosts);
        caps = List.copyOf(caps);
        pins = List.copyOf(pins);
    }

    /** Whether it does more than to add to scores: then slates are not drawn. */
    public boolean picks() {
        return !caps.isEmpty() || diversity > 0 || !pins.isEmpty();
    }
}
