package io.riffle.job.operator;

import io.riffle.artifact.ArtifactFiles;
import io.riffle.artifact.LoadedModel;
import io.riffle.artifact.ModelException;
import io.riffle.artifact.ModelStore;
import io.riffle.artifact.Tensor;
import io.riffle.job.operator.InferenceLoader.Artifact;
import io.riffle.job.operator.UpdateRefusedException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;

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

    /** Scalars and short vectors may well change by any factor. */
    private static final int SMALLEST_MEASURED = 64;

    private final ArtifactFiles files;

    UpdateGate(ArtifactFiles files) {
        this.files = files;
    }

    /**
     * Reads and verifies an artifact.
     *
     * @param known models in memory; one of the same files is not read again
     */
    LoadedModel read(Artifact artifact, Collection<LoadedModel> known) {
        String announced = artifact.manifestSha256();
        if (announced != null) {
            check(
                    Reason.CHECKSUM,
                    "sha256 of the manifest",
                    sha256(artifact.uri()),
                    announced,
                    artifact);
        }
        LoadedModel loaded;
        try {
            loaded = ModelStore.read(files, artifact.uri(), artifact.model(), known);
        } catch (ModelException e) {
            throw UpdateRefusedException.of(e);
        }
        check(Reason.VERSION, "model", loaded.manifest().model(), artifact.model(), artifact);
        if (artifact.version() > 0) {
            check(Reason.VERSION, "version", loaded.version(), artifact.version(), artifact);
        }
        return loaded;
    }

    /** A reranker serves with the backbone it was trained on. */
    static void checkFingerprint(LoadedModel reranker, LoadedModel backbone, Artifact artifact) {
        String trainedOn = reranker.manifest().backboneFingerprint();
        check(
                Reason.FINGERPRINT,
                "backbone fingerprint",
                trainedOn == null ? "" : trainedOn,
                backbone.fingerprint(),
                artifact);
    }

    /**
     * Weights may not explode from one model to the next. A rollback may bring back larger ones: it
     * replaces a version on purpose.
     */
    static void checkNorm(LoadedModel next, LoadedModel current, Artifact artifact) {
        if (artifact.rollback()) {
            return;
        }
        double growth = medianGrowth(next.tensors(), current.tensors());
        if (growth > MAX_GROWTH) {
            throw new UpdateRefusedException(
                    Reason.NORM,
                    "The growth (%.1f times) of the weights of %s must be at most %.0f times.%nMaybe its training diverged."
                            .formatted(growth, artifact.uri(), MAX_GROWTH),
                    null);
        }
    }

    private static double medianGrowth(Map<String, Tensor> next, Map<String, Tensor> current) {
        double[] ratios =
                current.entrySet().stream()
                        .filter(entry -> entry.getValue().data().length >= SMALLEST_MEASURED)
                        .filter(entry -> next.containsKey(entry.getKey()))
                        .mapToDouble(
                                entry ->
                                        rootMeanSquare(tensor(next, entry.getKey()))
                                                / Math.max(1e-12, rootMeanSquare(entry.getValue())))
                        .sorted()
                        .toArray();
        return ratios.length == 0 ? 1 : ratios[ratios.length / 2];
    }

    private static Tensor tensor(Map<String, Tensor> tensors, String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalStateException("No tensor " + name);
        }
        return tensor;
    }

    private static double rootMeanSquare(Tensor tensor) {
        double sum = 0;
        for (float value : tensor.data()) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum / tensor.data().length);
    }

    private String sha256(String uri) {
        try (InputStream in = files.open(uri + "/manifest.json")) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(in.readAllBytes()));
        } catch (IOException e) {
            throw new UpdateRefusedException(
                    Reason.MISSING,
                    "The manifest (%s/manifest.json) of a model must be readable: %s.%nMaybe the version was deleted."
                            .formatted(uri, e.getMessage()),
                    e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static void check(
            Reason reason, String thing, Object found, Object announced, Artifact artifact) {
        if (!found.equals(announced)) {
            throw new UpdateRefusedException(
                    reason,
                    "The %s (%s) of %s must be %s.%nMaybe the announcement names another artifact."
                            .formatted(thing, found, artifact.uri(), announced),
                    null);
        }
    }
}
