package io.riffle.job.inference;

import io.riffle.artifact.ArtifactFiles;
import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.ModelException;
import io.riffle.artifact.store.StoredModel;
import io.riffle.job.models.Artifact;
import io.riffle.job.models.UpdateRefusedException;
import io.riffle.job.models.UpdateRefusedException.Reason;
import io.riffle.job.settings.LoadSettings;
import java.util.Collection;
import java.util.Locale;

/**
 * What an artifact must hold before it may serve. The store checks that an artifact is whole; the
 * gate checks that it is the announced one, and that it can follow the one in use.
 *
 * <p><b>Errors</b>: {@link UpdateRefusedException} with the first rule that is broken.
 */
final class UpdateGate {

    /**
     * Most that the root mean square of the median tensor may grow from one model to the next.
     * Training from small random weights stays below; a unit error or a runaway optimiser does not.
     */
    private static final double MAX_GROWTH = 8;

    /** The one in use, the one before and the one that is loaded, and something to serve with. */
    private static final long HEAP_PARTS = 4;

    private final ArtifactFiles files;
    private final LoadSettings rules;

    UpdateGate(ArtifactFiles files, LoadSettings rules) {
        this.files = files;
        this.rules = rules;
    }

    /**
     * Reads what an artifact says about itself, and checks that it is the announced one, where
     * announcements may lie, and not too large. Nothing is allocated for it yet.
     */
    StoredModel admit(Artifact artifact) {
        if (artifact.version() > 0) {
            StorePlace.check(artifact, rules.store());
        }
        StoredModel stored;
        try {
            stored = StoredModel.at(files, artifact.uri(), artifact.model());
        } catch (ModelException e) {
            throw refusal(e);
        }
        String announced = artifact.manifestSha256();
        if (announced != null) {
            check(
                    Reason.CHECKSUM,
                    "sha256 of the manifest",
                    stored.manifestSha256(),
                    announced,
                    artifact);
        }
        check(Reason.VERSION, "model", stored.manifest().model(), artifact.model(), artifact);
        if (artifact.version() > 0) {
            check(
                    Reason.VERSION,
                    "version",
                    stored.manifest().version(),
                    artifact.version(),
                    artifact);
        }
        checkSize(stored);
        return stored;
    }

    /**
     * Reads and verifies an artifact.
     *
     * @param known models in memory; one of the same files is verified and not read again
     */
    LoadedModel read(Artifact artifact, Collection<LoadedModel> known) {
        return read(admit(artifact), known);
    }

    /** Reads and verifies an artifact that was admitted. */
    LoadedModel read(StoredModel stored, Collection<LoadedModel> known) {
        try {
            return stored.read(files, known);
        } catch (ModelException e) {
            throw refusal(e);
        }
    }

    /** A reranker serves with the backbone it was trained on. */
    static void checkFingerprint(StoredModel reranker, LoadedModel backbone) {
        String trainedOn = reranker.manifest().backboneFingerprint();
        if (!backbone.fingerprint().equals(trainedOn)) {
            throw UpdateRefusedException.ofAnotherBackbone(
                    trainedOn,
                    String.format(
                            Locale.ROOT,
                            "The backbone fingerprint (%s) of %s must be that of the backbone in"
                                    + " use, %s.%nMaybe its backbone is still to come: until then"
                                    + " slates keep the generator's order.",
                            trainedOn,
                            reranker.folder(),
                            backbone.fingerprint()));
        }
    }

    /**
     * Weights may not explode from one model to the next. A rollback may bring back larger ones: it
     * replaces a version on purpose.
     */
    static void checkNorm(LoadedModel next, LoadedModel current, Artifact artifact) {
        if (artifact.rollback()) {
            return;
        }
        double growth = WeightGrowth.median(next.tensors(), current.tensors());
        if (growth > MAX_GROWTH) {
            throw new UpdateRefusedException(
                    Reason.NORM,
                    String.format(
                            Locale.ROOT,
                            "The growth (%.1f times) of the weights of %s must be at most %.0f"
                                    + " times.%nMaybe its training diverged.",
                            growth,
                            artifact.uri(),
                            MAX_GROWTH),
                    null);
        }
    }

    private void checkSize(StoredModel stored) {
        long bytes;
        try {
            bytes = stored.heapBytes();
        } catch (ModelException e) {
            throw refusal(e);
        }
        long most =
                rules.maxBytes() > 0
                        ? rules.maxBytes()
                        : Runtime.getRuntime().maxMemory() / HEAP_PARTS;
        if (bytes > most) {
            throw new UpdateRefusedException(
                    Reason.MEMORY,
                    String.format(
                            Locale.ROOT,
                            "The size (%d bytes) of %s must be at most %d bytes.%nMaybe give the"
                                    + " process more heap, or raise riffle.model.max-size.",
                            bytes,
                            stored.folder(),
                            most),
                    null);
        }
    }

    /** What cannot be read now is no refusal. */
    private static RuntimeException refusal(ModelException e) {
        return e.reason() == ModelException.Reason.UNREADABLE ? e : UpdateRefusedException.of(e);
    }

    private static void check(
            Reason reason, String thing, Object found, Object announced, Artifact artifact) {
        if (!found.equals(announced)) {
            throw new UpdateRefusedException(
                    reason,
                    String.format(
                            Locale.ROOT,
                            "The %s (%s) of %s must be %s.%nMaybe the announcement names another"
                                    + " artifact.",
                            thing,
                            found,
                            artifact.uri(),
                            announced),
                    null);
        }
    }
}
