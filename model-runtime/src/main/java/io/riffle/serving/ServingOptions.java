package io.riffle.serving;

import io.riffle.serving.slate.Exploration;

/**
 * How a {@link Recommender} serves. Architecture is not here: it travels with the model.
 *
 * @param slateSize most items of a slate
 * @param candidates most items the generator proposes for one slate, at least {@code slateSize}
 * @param hop events that leave a full window at once; 0 = a quarter of the model's longest history
 * @param cacheBytes device memory of the value cache; 0 = every answer re-encodes its window
 * @param prefillMaxPerBundle most users encoded in full in one pass
 * @param maxVersionLag swaps that cached values may be behind the weights; 0 = none
 * @param device {@code auto}, {@code cpu}, {@code gpu}, or {@code gpu:} and an index
 * @param exploration how often slates are drawn
 * @param provisionalItems rows for items that the backbone does not know; 0 = none
 */
public record ServingOptions(
        int slateSize,
        int candidates,
        int hop,
        long cacheBytes,
        int prefillMaxPerBundle,
        int maxVersionLag,
        String device,
        Exploration exploration,
        int provisionalItems) {
    /** Most provisional items: a catalogue of more that nobody has clicked wants training. */
    public static final int MOST_PROVISIONAL = 1 << 20;

    /** Checks that every number is in its range. */
    public ServingOptions {
        require("slate size", slateSize, slateSize >= 1, "be 1 or more");
        require(
                "number of candidates",
                candidates,
                candidates >= slateSize,
                "be at least the slate size (" + slateSize + ")");
        require("hop", hop, hop >= 0, "be 0 or more events");
        require("cache size", cacheBytes, cacheBytes >= 0, "be 0 or more bytes");
        require(
                "prefills per bundle",
                prefillMaxPerBundle,
                prefillMaxPerBundle >= 1,
                "be 1 or more");
        require(
                "number of provisional items",
                provisionalItems,
                provisionalItems >= 0 && provisionalItems <= MOST_PROVISIONAL,
                "be 0 to " + MOST_PROVISIONAL);
        require("version lag", maxVersionLag, maxVersionLag >= 0, "be 0 or more swaps");
    }

    /** Without exploration and provisional items. */
    public ServingOptions(
            int slateSize,
            int candidates,
            int hop,
            long cacheBytes,
            int prefillMaxPerBundle,
            int maxVersionLag,
            String device) {
        this(
                slateSize,
                candidates,
                hop,
                cacheBytes,
                prefillMaxPerBundle,
                maxVersionLag,
                device,
                Exploration.NONE,
                0);
    }

    /** Ten of fifty items, 1 GiB of cache, exact versions, a GPU if there is one. */
    public static ServingOptions defaults() {
        return new ServingOptions(10, 50, 0, 1L << 30, 16, 0, "auto");
    }

    /** The same with another size of the value cache. */
    public ServingOptions withCacheBytes(long bytes) {
        return new ServingOptions(
                slateSize,
                candidates,
                hop,
                bytes,
                prefillMaxPerBundle,
                maxVersionLag,
                device,
                exploration,
                provisionalItems);
    }

    /** The same with exploration. */
    public ServingOptions exploring(Exploration how) {
        return new ServingOptions(
                slateSize,
                candidates,
                hop,
                cacheBytes,
                prefillMaxPerBundle,
                maxVersionLag,
                device,
                how,
                provisionalItems);
    }

    /** The same with room for items that the backbone does not know. */
    public ServingOptions withProvisionalItems(int most) {
        return new ServingOptions(
                slateSize,
                candidates,
                hop,
                cacheBytes,
                prefillMaxPerBundle,
                maxVersionLag,
                device,
                exploration,
                most);
    }

    private static void require(String thing, long value, boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "The " + thing + " (" + value + ") of the serving options must " + rule + ".");
        }
    }
}
