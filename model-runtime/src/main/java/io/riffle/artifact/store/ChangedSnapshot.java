package io.riffle.artifact.store;

import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.Manifest;
import io.riffle.artifact.ManifestJson;
import io.riffle.artifact.ModelException;
import io.riffle.artifact.Sha256;
import java.util.List;

/** The snapshot that a delta changes: the very one that is in the store, not one of its number. */
final class ChangedSnapshot {
    private ChangedSnapshot() {}

    /**
     * SHA-256 of a base's manifest.
     *
     * @param base as it was read when the delta's weights left it
     * @throws ModelException when the store's is another, no snapshot, or has other items
     */
    static String sha256(ModelStore store, Manifest draft, LoadedModel base, List<String> itemIds) {
        Manifest known = base.manifest();
        int rows = base.vocabulary().rows();
        if (known.isDelta()
                || base.version() == 0
                || itemIds.size() + 1 < rows
                || !itemIds.subList(0, rows - 1).equals(base.vocabulary().itemIds())) {
            throw ModelException.wrong(
                    "base",
                    base.version(),
                    "the delta of " + draft.model(),
                    "be a published snapshot whose items it keeps");
        }
        byte[] bytes = store.manifestBytes(draft.model(), base.version());
        String file = store.uri(draft.model(), base.version()) + "/" + Manifest.FILE;
        if (!ManifestJson.read(bytes, file).files().equals(known.files())) {
            throw ModelException.wrong(
                    ModelException.Reason.BASE,
                    "base",
                    base.version(),
                    "the delta of " + draft.model(),
                    "be the one in the store");
        }
        return Sha256.of(bytes);
    }
}
