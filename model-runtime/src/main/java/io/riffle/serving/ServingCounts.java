package io.riffle.serving;

/**
 * How users of bundles were served; all but the last only grow.
 *
 * @param extended users whose cached values were gone on from
 * @param prefilled users whose window was encoded into the cache
 * @param encoded queries whose window was encoded without a slot
 * @param cachedUsers who have a slot now
 */
public record ServingCounts(long extended, long prefilled, long encoded, long cachedUsers) {}
