package io.riffle.schema;

import java.util.Map;
import java.util.regex.Pattern;

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
        long rollbackOf) {

    /** Name of the generator's model. */
    public static final String BACKBONE = "backbone";

    /** Name of the reranker's model. */
    public static final String RERANKER = "reranker";

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** Checks name, versions, address and hash. */
    public ModelUpdate {
        if (!model.equals(BACKBONE) && !model.equals(RERANKER)) {
            throw Rules.broken(
                    "model", model, "a model update", "be backbone or reranker", "it is misspelt");
        }
        if (version < 1 || baseVersion < 0 || baseVersion >= version) {
            throw Rules.broken(
                    "version",
                    version,
                    "a model update",
                    "be 1 or more and above its base version (" + baseVersion + ")",
                    "the two are exchanged");
        }
        if (uri.isBlank()) {
            throw Rules.broken("uri", uri, "a model update", "name an artifact", "it is missing");
        }
        if (!SHA256.matcher(manifestSha256).matches()) {
            throw Rules.broken(
                    "sha256",
                    manifestSha256,
                    "a model update",
                    "be 64 lower-case hex digits",
                    "it is Base64 or upper-case");
        }
        Rules.notNegative("created time", createdTime, "a model update");
        Rules.notNegative("rollback version", rollbackOf, "a model update");
        metrics = Rules.copy(metrics);
    }
}
