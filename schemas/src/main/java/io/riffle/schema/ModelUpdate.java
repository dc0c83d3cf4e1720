package io.riffle.schema;

import java.util.Map;

/**
 * Announces a published model; carries no weights.
 *
 * @param model {@code backbone} or {@code reranker}
 * @param version grows
 * @param baseVersion 0 = snapshot
 * @param manifestSha256 lower-case hex of the manifest's SHA-256
 * @param createdTime epoch ms
 * @param rollbackOf version this one replaces on purpose; 0 = none
 */
public record ModelUpdate(
        String model,
        long version,
        long baseVersion,
        String uri,
        String manifestSha256,
        long createdTime,
        Map<String, Double> metrics,
        long rollbackOf) {}
