package io.riffle.serving.items;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.Vocabulary;

/**
 * What a backbone's cached values depend on beside its weights: architecture and vocabulary.
 *
 * @param fingerprint of architecture and the snapshot's items
 * @param baseRows rows of the snapshot
 */
public record Lineage(String fingerprint, Vocabulary vocabulary, int baseRows) {

    /** That of a backbone. */
    public static Lineage of(LoadedModel backbone) {
        return new Lineage(backbone.fingerprint(), backbone.vocabulary(), backbone.baseRows());
    }

    /** Whether it goes on from another's: cached values then mean the same. */
    public boolean goesOnFrom(Lineage previous) {
        if (!fingerprint.equals(previous.fingerprint)
                || vocabulary.rows() < previous.vocabulary.rows()) {
            return false;
        }
        // The fingerprint is a hash of the snapshot's items: only appended ones are compared.
        int hashed = Math.min(baseRows, previous.baseRows);
        for (int row = hashed; row < previous.vocabulary.rows(); row++) {
            if (!vocabulary.itemId(row).equals(previous.vocabulary.itemId(row))) {
                return false;
            }
        }
        return true;
    }
}
